import { z } from 'zod'

/* Upper bounds are generous: they only keep what no person types from travelling further. */

/** By the rule that the library of accounts asks at every sign-in: an account with another e-mail could not be used. */
export const email = z
  .string()
  .trim()
  .max(320, 'An e-mail has at most 320 characters.')
  .pipe(z.email('Type an e-mail, such as ada@example.org.'))

/** What it must be like is said by the server, which has the list of common ones. */
export const password = z.string().min(1, 'Type a password.').max(2_000, 'This is too long.')

export const personName = z
  .string()
  .trim()
  .min(1, 'Type a name.')
  .max(100, 'A name has at most 100 characters.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are meant.
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'A name has no control characters.')

/** The secret of a link. What is longer than any is cut off, and so is one that leads nowhere, like any other. */
export const linkToken = z.string().transform((text) => text.slice(0, 200))

export const signInSchema = z.object({
  email: z.string().trim().min(1, 'Type your e-mail.').max(320, 'An e-mail has at most 320 characters.'),
  password,
})
export type SignInValues = z.input<typeof signInSchema>

export const setUpSchema = z.object({ token: linkToken, name: personName, email, password })
export type SetUpValues = z.input<typeof setUpSchema>
