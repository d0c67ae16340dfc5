const NOBODY = 'Without login there are no accounts.'
const NO_PROVIDER = 'There is no provider to sign in at.'

/** Samples that their door does not take, and why they cannot be such that it does; everything else is taken. */
export const NEVER_TAKEN: Readonly<Record<string, string>> = {
  'GET /api/[...unknown]': 'It answers for paths that lead nowhere.',
  'GET /api/accounts/[personId]': NOBODY,
  'GET /api/sign-on/callback': NO_PROVIDER,
  beginSignOn: NO_PROVIDER,
  changePassword: NOBODY,
  endSession: NOBODY,
  signOutEverywhere: NOBODY,
  beginFactor: NOBODY,
  confirmFactor: NOBODY,
  endFactor: NOBODY,
  renewRecoveryCodes: NOBODY,
  makeToken: NOBODY,
  revokeToken: NOBODY,
  changeRole: NOBODY,
  removePerson: NOBODY,
  makeResetLink: NOBODY,
  resetFactor: NOBODY,
  endSessionOf: NOBODY,
  endSessionsOf: NOBODY,
  revokeInvitation: NOBODY,
  setUp: NOBODY,
  signIn: NOBODY,
  answerCode: NOBODY,
  acceptInvitation: NOBODY,
  setNewPassword: NOBODY,
}
