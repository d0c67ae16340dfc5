import { plural } from '@/lib/domain/plural'

/** A file that was chosen, or text that was pasted; both are sent as files. */
export type Picked = {
  readonly key: string
  readonly name: string
  readonly size: number
  readonly file: File
}

/** The same file chosen twice (same name, size and time) is taken once; another of the same name stands beside it. */
export function addFiles(picked: readonly Picked[], files: readonly File[]): Picked[] {
  const known = new Map(picked.map((one) => [one.key, one]))
  for (const file of files) {
    const key = `${file.name} ${file.size} ${file.lastModified}`
    if (!known.has(key)) known.set(key, { key, name: file.name, size: file.size, file })
  }
  return [...known.values()]
}

/** "812 bytes", "4.2 KB", "104 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  const [value, unit] =
    bytes < 1_000_000
      ? [bytes / 1_000, 'KB']
      : bytes < 1_000_000_000
        ? [bytes / 1_000_000, 'MB']
        : [bytes / 1_000_000_000, 'GB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${unit}`
}

const PASTED = 'pasted text'

/** Pasted text travels as a file of this name, which its problems then name. */
const pastedFile = (text: string): File => new File([text], PASTED, { type: 'application/json' })

/** "3 files, 104 MB", "2 files and pasted text, 1.2 MB", "pasted text, 80 bytes" */
export function contentText(picked: readonly Picked[], pasted: string): string {
  const hasText = pasted.trim() !== ''
  const size = picked.reduce((sum, one) => sum + one.size, hasText ? pasted.length : 0)
  const files = picked.length === 0 ? '' : plural(picked.length, 'file')
  const what = [files, hasText ? PASTED : ''].filter(Boolean).join(' and ')
  return `${what}, ${sizeText(size)}`
}

/** What is sent: every file, and pasted text as one more. */
export const filesOf = (picked: readonly Picked[], pasted: string): File[] => [
  ...picked.map(({ file }) => file),
  ...(pasted.trim() === '' ? [] : [pastedFile(pasted)]),
]
