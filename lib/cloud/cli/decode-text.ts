/**
 * The text of a file that was dropped or chosen. UTF-8, or UTF-16 as PowerShell 5 writes with `>`: with a byte order mark,
 * or without one, which ASCII text in UTF-16 shows by every other byte being zero. Never throws: bytes that are no text
 * become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

function encodingOf([first, second, third, fourth]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first && second === 0 && third && fourth === 0) return 'utf-16le'
  return first === 0 && second && third === 0 && fourth ? 'utf-16be' : 'utf-8'
}
