/** What a password is refused for; lengths are in characters. */
export type PasswordProblem =
  | { readonly kind: 'too-short'; readonly least: number; readonly length: number }
  | { readonly kind: 'too-long'; readonly most: number }
  /** On the list of those that are tried first, alone or with digits and signs around it. */
  | { readonly kind: 'common' }
  /** Two or three pieces of such a list, or ways along the keys, with digits and signs around them. */
  | { readonly kind: 'few-words' }
  /** Hardly more than the account's e-mail, or than our own name. */
  | { readonly kind: 'guessable'; readonly from: 'email' | 'product' }
  /** What was to be changed. */
  | { readonly kind: 'same-as-now' }
  | { readonly kind: 'repeats' }
  | { readonly kind: 'sequence' }

export const SIGN_ON_PROBLEMS = [
  'denied',
  'provider-error',
  'unreachable',
  'not-accepted',
  'unverifiable',
  'over',
  'no-role',
  'unverified-email',
  'linked-elsewhere',
  'unknown-person',
  'must-wait',
  'no-room',
] as const

/** Why somebody did not come in by single sign-on. */
export type SignOnProblem = (typeof SIGN_ON_PROBLEMS)[number]

/** What is refused about who asks: an account, a role, a link, a way in. */
export type AccountRefusal =
  | { readonly kind: 'not-signed-in' }
  | {
      readonly kind: 'not-allowed'
      readonly needs: 'viewer' | 'operator' | 'admin'
      readonly role: 'viewer' | 'operator' | 'admin'
    }
  /** Another site asks in somebody's name, or nobody can tell which one asks. */
  | { readonly kind: 'foreign-origin' }
  /** Nobody can sign in before there is a first admin. */
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'link-over' }
  /** The same whether the account exists or not. */
  | { readonly kind: 'wrong-credentials' }
  | { readonly kind: 'must-wait'; readonly seconds: number; readonly of: 'account' | 'address' }
  | { readonly kind: 'weak-password'; readonly problem: PasswordProblem }
  /** By the provider of that name. */
  | { readonly kind: 'sign-on-failed'; readonly problem: SignOnProblem; readonly provider: string }
  /** The provider sends people back to another address than the one that is open. */
  | { readonly kind: 'sign-on-elsewhere'; readonly url: string }
  | { readonly kind: 'no-sign-on' }
  | { readonly kind: 'passwords-off'; readonly provider: string }
  /** What is asked for belongs to somebody's account: there is none in the open mode, and none behind a token. */
  | { readonly kind: 'no-account' }
  | { readonly kind: 'wrong-password' }
  /** They sign in through somebody else. */
  | { readonly kind: 'no-password' }
  | { readonly kind: 'wrong-code' }
  /** Right, and used before: it opens nothing twice. */
  | { readonly kind: 'code-used' }
  /** The password was typed too long ago, or the code was wrong too often since. */
  | { readonly kind: 'challenge-over' }
  /** It was encrypted with another secret than this Holdfast has. */
  | { readonly kind: 'factor-sealed' }
  | { readonly kind: 'factor-moved'; readonly now: 'on' | 'off' }
  | { readonly kind: 'session-over' }
  | { readonly kind: 'person-gone' }
  | { readonly kind: 'person-exists'; readonly email: string }
  | { readonly kind: 'last-admin' }
  | { readonly kind: 'too-many-invitations'; readonly most: number }
  /** The same whether it was used, taken back, replaced, has run out, or never was one. */
  | { readonly kind: 'link-closed'; readonly of: 'invitation' | 'reset' }
