import { expect, test } from 'vitest'
import { decodeText } from './decode-text'

const TEXT = '[\r\n  { "name": "snet-é" }\r\n]'
const littleEndian = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
const bigEndian = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16())

test.each<[string, Uint8Array]>([
  ['UTF-8', new Uint8Array(Buffer.from(TEXT))],
  ['UTF-8 with a mark', new Uint8Array(Buffer.from(`\ufeff${TEXT}`))],
  ['UTF-16 with a mark', littleEndian(`\ufeff${TEXT}`)],
  ['UTF-16 with a mark, big end first', bigEndian(`\ufeff${TEXT}`)],
  ['UTF-16 without a mark', littleEndian(TEXT)],
  ['UTF-16 without a mark, big end first', bigEndian(TEXT)],
])('%s', (_, bytes) => expect(decodeText(bytes)).toBe(TEXT))

test.each([[[]], [[0]], [[0xff, 0xfe]], [[0xff, 0xd8, 0xff, 0xe0]], [[0x1f, 0x8b, 8, 0]]])(
  'bytes %j are no reason to fail',
  (bytes) => expect(typeof decodeText(new Uint8Array(bytes))).toBe('string'),
)
