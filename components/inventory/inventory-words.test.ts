import { describe, expect, it } from 'vitest'
import type { ImportView } from '@/lib/api/views/imports'
import { addFiles, contentText, filesOf, sizeText } from './file-list'
import { applyText, importHeadline, soundText } from './import-words'

const file = (name: string, text: string) => new File([text], name, { lastModified: 1 })

describe('files', () => {
  it('are taken once', () => {
    const first = addFiles([], [file('vpcs.json', '{}'), file('enis.json', '{ }')])
    expect(
      addFiles(first, [file('vpcs.json', '{}'), file('vpcs.json', '{"a":1}')]).map(({ size }) => size),
    ).toEqual([2, 3, 7])
  })

  it.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [4_200, '4.2 KB'],
    [104_000_000, '104 MB'],
    [1_500_000_000, '1.5 GB'],
  ])('%i is %s', (bytes, text) => expect(sizeText(bytes)).toBe(text))

  it('are named, counted and sent together with what was pasted', () => {
    const picked = addFiles([], [file('vpcs.json', '{}')])
    expect(contentText(picked, '')).toBe('1 file, 2 bytes')
    expect(contentText(picked, '{"Vpcs":[]}')).toBe('1 file and pasted text, 13 bytes')
    expect(contentText([], '{"Vpcs":[]}')).toBe('pasted text, 11 bytes')
    const sent = filesOf(picked, '{"Vpcs":[]}')
    expect(sent.map(({ name }) => name)).toEqual(['vpcs.json', 'pasted text'])
  })
})

describe('a plan', () => {
  const view = (counts: ImportView['counts'], empty = false) => ({ counts, empty }) as ImportView

  it('is said in one sentence and on its button', () => {
    const counts = { added: 1_412, changed: 3, gone: 1, unchanged: 20 }
    expect(importHeadline(view(counts))).toBe('1,412 added, 3 changed, 1 gone; 20 stay as they are.')
    expect(applyText(counts)).toBe('Apply: add 1,412, change 3, remove 1')
    expect(importHeadline(view({ added: 0, changed: 0, gone: 2, unchanged: 1 }))).toBe(
      '2 gone; 1 stays as it is.',
    )
  })

  it('may have nothing to do', () => {
    expect(importHeadline(view({ added: 0, changed: 0, gone: 0, unchanged: 7 }, true))).toBe(
      'Nothing to do: all 7 items are known already.',
    )
    expect(importHeadline(view({ added: 0, changed: 0, gone: 0, unchanged: 1 }, true))).toBe(
      'Nothing to do: the one item is known already.',
    )
    expect(importHeadline(view({ added: 0, changed: 0, gone: 0, unchanged: 0 }, true))).toBe(
      'Nothing to do: nothing in these files can be imported.',
    )
  })

  it('says how much of a file is sound', () => {
    const one = { name: 'a', kindText: 'ENIs', items: 5 }
    expect(soundText({ ...one, sound: 5 })).toBe('All')
    expect(soundText({ ...one, sound: 3 })).toBe('3 of 5')
    expect(soundText({ ...one, items: 0, sound: 0 })).toBe('Nothing to import')
  })
})
