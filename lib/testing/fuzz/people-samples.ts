/** What each action about accounts takes; in the open mode of this test nobody has one, so most answer that. */
const TOKEN = 'k3Jx9vQ2mWz7Lr5TbY8nHc4PdF6sGa1E'
const PASSWORD = 'a long walk by the sea'

export const PEOPLE_SAMPLES: Readonly<Record<string, () => readonly unknown[]>> = {
  answerCode: () => [{ code: '123456' }],
  acceptInvitation: () => [{ token: TOKEN, name: 'Eve', password: PASSWORD }],
  setNewPassword: () => [{ token: TOKEN, password: PASSWORD }],
  changePassword: () => [{ present: PASSWORD, password: 'another walk along the shore' }],
  endSession: () => ['session-1'],
  signOutEverywhere: () => [],
  beginFactor: () => [{ present: PASSWORD }],
  confirmFactor: () => [{ code: '123456' }],
  endFactor: () => [{ present: PASSWORD }],
  renewRecoveryCodes: () => [{ present: PASSWORD }],
  changeRole: () => ['person-1', 'operator'],
  removePerson: () => ['person-1'],
  makeResetLink: () => ['person-1'],
  resetFactor: () => ['person-1'],
  endSessionOf: () => ['person-1', 'session-1'],
  endSessionsOf: () => ['person-1'],
  invite: () => [{ email: 'eve@example.org', role: 'viewer' }],
  revokeInvitation: () => ['link-1'],
}
