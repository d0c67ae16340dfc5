import type { AccountRefusal } from '@/lib/domain/account-refusal'

type OwnRefusal = Extract<
  AccountRefusal,
  {
    kind:
      | 'no-account'
      | 'wrong-password'
      | 'no-password'
      | 'wrong-code'
      | 'code-used'
      | 'challenge-over'
      | 'factor-sealed'
      | 'factor-moved'
      | 'session-over'
      | 'person-gone'
      | 'person-exists'
      | 'last-admin'
      | 'too-many-invitations'
      | 'link-closed'
  }
>

/** What is said of one's own account, and of other people's. */
export function ownSentence(refusal: OwnRefusal): string {
  switch (refusal.kind) {
    case 'no-account':
      return 'This belongs to an account, and you have none here: Holdfast runs without login.'
    case 'wrong-password':
      return 'This is not your present password.'
    case 'no-password':
      return 'This account has no password: it signs in through single sign-on.'
    case 'wrong-code':
      return 'This code is not right. Codes change every 30 seconds; look at the clock of your phone if they never are. Of several QR codes that were shown, the last one counts.'
    case 'code-used':
      return 'This code was used already, and each lets in once. Take the next one.'
    case 'challenge-over':
      return 'This took too long, or failed too often. Type your e-mail and password again.'
    case 'factor-sealed':
      return 'This second factor cannot be opened: it was encrypted with another HOLDFAST_SECRET than this Holdfast has now. Whoever runs it can set the former one; an admin can reset your second factor.'
    case 'factor-moved':
      return `Your second factor is ${refusal.now} by now, changed in another tab or by an admin. Nothing was changed.`
    case 'session-over':
      return 'This session is over already.'
    case 'person-gone':
      return 'This person is not here any more. Nothing was changed.'
    case 'person-exists':
      return `There is an account with ${refusal.email} already.`
    case 'last-admin':
      return LAST_ADMIN
    case 'too-many-invitations':
      return `${refusal.most} invitations of yours are waiting, which is as many as one admin may have. Take one back first.`
    case 'link-closed':
      return closedLinkSentence(refusal.of)
  }
}

/** Beside a button, too. */
export const LAST_ADMIN = 'This is the only admin. Make somebody else an admin first.'

/** The same whatever became of the link: who tries out links learns nothing from it. */
export function closedLinkSentence(of: 'invitation' | 'reset'): string {
  const what = of === 'invitation' ? 'invitation' : 'link for a new password'
  return `This ${what} does not work, or not any more: each works once, for a limited time, until it is taken back or replaced. Look whether the whole link was copied, or ask an admin for a new one.`
}
