import type { AccountRefusal, PasswordProblem } from '@/lib/domain/account-refusal'
import { plural } from '@/lib/domain/plural'
import { ownSentence } from './people-messages'
import { signOnSentence } from './sign-on-messages'

/* What is said about who asks. */

/** A role with its article: "an operator". */
export const withRole = (role: string): string => `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`

/** Beside a button, too: why it cannot be pressed by somebody of this role. */
export const needsRole = (needs: string, role: string): string =>
  `This needs the role ${needs}; you are ${withRole(role)}.`

/** On every page while Holdfast runs without login. */
export const openModeSentence =
  'Open for trying out: no login, and whoever uses this machine may do everything (HOLDFAST_OPEN is 1).'

/** Instead of the sentence of an event, for whoever is none. */
export const TOLD_TO_ADMINS = 'Admins are told more of this.'

export function accountSentence(refusal: AccountRefusal): string {
  switch (refusal.kind) {
    case 'not-signed-in':
      return 'You are not signed in, or no longer. Sign in and try again: nothing was changed.'
    case 'not-allowed':
      return `${needsRole(refusal.needs, refusal.role)} Nothing was changed. An admin can give you another role.`
    case 'foreign-origin':
      return 'This request does not come from a page of this console, so nothing was done. Open the console by the address that it listens on, and try again.'
    case 'not-set-up':
      return 'Holdfast is not set up yet. The terminal in which it runs shows a link that makes the first admin.'
    case 'link-over':
      return 'This link leads nowhere any more: it was used, has run out, or a newer one took its place.'
    case 'wrong-credentials':
      return 'The e-mail or the password is wrong.'
    case 'must-wait':
      return `Signing in failed too often ${refusal.of === 'account' ? 'for this e-mail' : 'from where you are'}. Try again in ${waitText(refusal.seconds)}; the right password would not help before.`
    case 'weak-password':
      return passwordSentence(refusal.problem)
    case 'sign-on-failed':
    case 'sign-on-elsewhere':
    case 'no-sign-on':
    case 'passwords-off':
      return signOnSentence(refusal)
    default:
      return ownSentence(refusal)
  }
}

/** "40 seconds", "2 minutes": never less than there is to wait. */
function waitText(seconds: number): string {
  const [count, unit] = seconds > 90 ? [Math.ceil(seconds / 60), 'minute'] : [seconds, 'second']
  return plural(count, unit)
}

function passwordSentence(problem: PasswordProblem): string {
  switch (problem.kind) {
    case 'too-short':
      return `This has ${problem.length} ${problem.length === 1 ? 'character' : 'characters'}; use at least ${problem.least}.`
    case 'too-long':
      return `Use at most ${problem.most} characters.`
    case 'common':
      return 'This is among the passwords that are tried first. Choose another one.'
    case 'few-words':
      return 'This is two or three words or runs of keys that are tried first, and signs in place of letters or around them do not hide it. Use four words or more that have nothing to do with each other, or let a password manager make one.'
    case 'guessable':
      return problem.from === 'email'
        ? 'This is hardly more than your e-mail. Choose another one.'
        : 'This is hardly more than the name of this product. Choose another one.'
    case 'same-as-now':
      return 'This is the password that you have. Choose another one.'
    case 'repeats':
      return 'This repeats itself. Choose one that does not.'
    case 'sequence':
      return 'This follows the alphabet, the digits or the keys. Choose one that does not.'
  }
}
