import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readImportBody } from './import-body'

const LIMITS = { bytes: 1_000, files: 3, name: 20 }

const UNREADABLE = { ok: false, refusal: 'These files arrived damaged. Choose them again.' }

/** In pieces as they may arrive, cut anywhere. */
const stream = (bytes: Uint8Array, cuts: readonly number[] = []): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      let from = 0
      for (const cut of [...cuts.filter((one) => one <= bytes.length).sort((a, b) => a - b), bytes.length]) {
        controller.enqueue(bytes.subarray(from, cut))
        from = cut
      }
      controller.close()
    },
  })

const sent = (files: readonly { name: string; text: string }[]): Uint8Array => {
  const contents = files.map(({ text }) => Buffer.from(text))
  const list = files.map(({ name }, at) => ({ name, size: contents[at]?.length }))
  return Buffer.concat([Buffer.from(`${JSON.stringify(list)}\n`), ...contents])
}

describe('the body of an import', () => {
  it('gives the files that were sent, however it is cut into pieces', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: fc.string({ maxLength: 8 }), text: fc.string({ maxLength: 200 }) }), {
          maxLength: 3,
        }),
        fc.array(fc.nat(400)),
        async (files, cuts) => {
          const plain = files.map(({ name, text }) => ({ name: name || 'file', text: `{${text}` }))
          expect(await readImportBody(stream(sent(plain), cuts), LIMITS)).toEqual({ ok: true, value: plain })
        },
      ),
      { numRuns: 200 },
    ))

  it.each([
    ['nothing', ''],
    ['no line', '[{"name":"a","size":1}]'],
    ['no JSON', 'files\nx'],
    ['no list', '{"name":"a"}\nx'],
    ['fewer bytes than it says', '[{"name":"a","size":5}]\nabc'],
    ['a size below nothing', '[{"name":"a","size":-1}]\nabc'],
    ['half a byte', '[{"name":"a","size":0.5}]\nabc'],
    ['a file above the limit', '[{"name":"a","size":1001}]\nabc'],
    ['files above the limit together', '[{"name":"a","size":0},{"name":"b","size":2e300}]\nabc'],
    ['too many files', `${JSON.stringify(Array(4).fill({ name: 'a', size: 0 }))}\n`],
    ['a list longer than any', `[${' '.repeat(10_000)}]\n`],
  ])('with %s is refused', async (_, text) => {
    expect(await readImportBody(stream(Buffer.from(text), [1, 7, 300]), LIMITS)).toEqual(UNREADABLE)
  })

  it('of files that are too large only together is refused before they are all read', async () => {
    const files = [600, 600].map((size) => ({ name: 'a', text: 'x'.repeat(size) }))
    expect(await readImportBody(stream(sent(files)), LIMITS)).toEqual(UNREADABLE)
  })

  it('that is none brings no files', async () => {
    expect(await readImportBody(null, LIMITS)).toEqual({ ok: true, value: [] })
  })
})
