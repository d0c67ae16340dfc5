import { expect, it } from 'vitest'
import { z } from 'zod'
import { setUpSchema } from './accounts'

const TOKEN = { token: 't', name: 'Ada', password: 'five long words of hers' }

it.each([
  ['ada@example.org', true],
  [' Ada.Amsel+ops@mail.example.org ', true],
  ['ada@localhost', false],
  ['jürgen@example.org', false],
  ['ada@müller.example', false],
  ['a..b@example.org', false],
  ['ada', false],
  ['ada@example.org\nbob@example.org', false],
])('an account may have the e-mail %s: %s', (email, taken) => {
  const read = setUpSchema.safeParse({ ...TOKEN, email })
  expect(read.success).toBe(taken)
  // What the library asks of whoever signs in.
  if (read.success) expect(z.email().safeParse(read.data.email).success).toBe(true)
})
