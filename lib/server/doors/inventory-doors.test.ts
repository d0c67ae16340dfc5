import { expect, test } from 'vitest'
import { keepUpload, readImport } from './inventory-doors'

test.each([null, undefined, 'text', {}, [], [{ name: 'a' }], new FormData()])(
  'an import of %j is refused, not failed at',
  async (files) => expect(await readImport(files)).toMatchObject({ ok: false, kind: 'invalid' }),
)

test('whoever reads files again and again takes away their own imports, not those of others', () => {
  const kept = new Map<string, { of: string }>()
  keepUpload(kept, 'olus', { of: 'olu' })
  for (const n of [1, 2, 3, 4, 5, 6]) keepUpload(kept, `adas ${n}`, { of: 'ada' })
  expect([...kept.keys()]).toEqual(['olus', 'adas 4', 'adas 5', 'adas 6'])
  keepUpload(kept, 'vis', { of: 'vi' })
  expect([...kept.keys()]).toEqual(['adas 4', 'adas 5', 'adas 6', 'vis'])
})
