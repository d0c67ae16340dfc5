import type { Refusal } from '@/lib/domain/refusal'

/* What is said about who asks. */

/** A role with its article: "an operator". */
export const withRole = (role: string): string => `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`

/** Beside a button, too: why it cannot be pressed by somebody of this role. */
export const needsRole = (needs: string, role: string): string =>
  `This needs the role ${needs}; you are ${withRole(role)}.`

export function accountSentence(
  refusal: Extract<Refusal, { kind: 'not-signed-in' | 'not-allowed' | 'foreign-origin' }>,
): string {
  switch (refusal.kind) {
    case 'not-signed-in':
      return 'You are not signed in, or no longer. Sign in and try again: nothing was changed.'
    case 'not-allowed':
      return `${needsRole(refusal.needs, refusal.role)} Nothing was changed. An admin can give you another role.`
    case 'foreign-origin':
      return 'This request does not come from a page of this console, so nothing was done. Open the console by the address that it listens on, and try again.'
  }
}
