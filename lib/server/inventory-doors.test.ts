import { expect, test } from 'vitest'
import { readImport } from './inventory-doors'

test.each([null, undefined, 'text', {}, [], [{ name: 'a' }], new FormData()])(
  'an import of %j is refused, not failed at',
  async (files) => expect(await readImport(files)).toMatchObject({ ok: false, kind: 'invalid' }),
)
