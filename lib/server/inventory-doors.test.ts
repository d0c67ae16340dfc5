import { expect, test } from 'vitest'
import { readImport } from './inventory-doors'

test.each([null, undefined, 'text', {}, [], new FormData()])(
  'an import of %j is refused, not failed at',
  async (form) =>
    expect(await readImport(form)).toMatchObject({
      ok: false,
      kind: 'invalid',
      message: 'Choose at least one file, or paste what the command printed.',
    }),
)
