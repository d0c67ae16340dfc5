import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashOf, hasStamp, writeStamp } from './stamp.mjs'

const root = mkdtempSync(join(tmpdir(), 'holdfast-stamp-'))
const hash = () => hashOf(root, ['app', 'lock.json', 'missing'], (path) => !path.endsWith('.test.ts'))

beforeAll(() => {
  mkdirSync(join(root, 'app/deep'), { recursive: true })
  writeFileSync(join(root, 'app/deep/page.ts'), 'one')
  writeFileSync(join(root, 'lock.json'), '{}')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

it('changes with content and names, not with times, and not with files that do not matter', () => {
  const before = hash()
  utimesSync(join(root, 'lock.json'), 1, 1)
  writeFileSync(join(root, 'app/deep/page.test.ts'), 'two')
  expect(hash()).toBe(before)

  writeFileSync(join(root, 'app/deep/page.ts'), 'two')
  const edited = hash()
  expect(edited).not.toBe(before)

  writeFileSync(join(root, 'app/other.ts'), '')
  expect(hash()).not.toBe(edited)
})

it('is kept in a file beside the product', () => {
  const file = join(root, 'product/.stamp')
  expect(hasStamp(file, 'a')).toBe(false)
  writeStamp(file, 'a')
  expect(hasStamp(file, 'a')).toBe(true)
  expect(hasStamp(file, 'b')).toBe(false)
})
