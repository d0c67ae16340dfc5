/* Letters as whoever guesses reads them. */

/** What is written in a letter's place, and letters that are written in each other's. */
const FOLDED: Readonly<Record<string, string>> = {
  ...{ '@': 'a', '4': 'a', '8': 'b', '(': 'c', '3': 'e', '€': 'e', '6': 'g', '9': 'g' },
  ...{ '1': 'i', '!': 'i', '|': 'i', l: 'i', '0': 'o', $: 's', '5': 's', '7': 't', '+': 't', '2': 'z' },
}

/** Sign by sign, of lower case: "p@ssw0rd" and "password" are the same, so are "1337" and "leet". */
export function fold(plain: string): string {
  let folded = ''
  for (const sign of plain) folded += FOLDED[sign] ?? sign
  return folded
}

export const hasLetter = (text: string): boolean => /\p{L}/u.test(text)

/** "correct horse-battery 1" ─▶ "correcthorsebattery" */
export const lettersOf = (plain: string): string => plain.replace(/[^\p{L}]+/gu, '')
