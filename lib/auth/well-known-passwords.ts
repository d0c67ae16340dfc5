let list: Promise<ReadonlySet<string>> | undefined

/**
 * The passwords that are tried first, in lower case: some forty thousand, from breaches. Read when the first password
 * is chosen, because a server of which nobody's password changes needs none of it.
 */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  )
  return list
}
