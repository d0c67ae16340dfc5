import type { ImportView } from '@/lib/api/views/imports'
import { say } from '@/lib/domain/plural'

/** "412 added, 3 changed, 1 gone" */
export function changeText(counts: Pick<ImportView['counts'], 'added' | 'changed' | 'gone'>): string {
  const parts: string[] = []
  if (counts.added > 0) parts.push(`${say(counts.added)} added`)
  if (counts.changed > 0) parts.push(`${say(counts.changed)} changed`)
  if (counts.gone > 0) parts.push(`${say(counts.gone)} gone`)
  return parts.length === 0 ? 'nothing changed' : parts.join(', ')
}

/** What Apply does, as the words on its button: "Add 412, change 3, remove 1". */
export function applyText(counts: ImportView['counts']): string {
  const parts: string[] = []
  if (counts.added > 0) parts.push(`add ${say(counts.added)}`)
  if (counts.changed > 0) parts.push(`change ${say(counts.changed)}`)
  if (counts.gone > 0) parts.push(`remove ${say(counts.gone)}`)
  return parts.length === 0 ? 'Apply' : `Apply: ${parts.join(', ')}`
}

const staysText = (unchanged: number) =>
  unchanged === 1 ? '1 stays as it is' : `${say(unchanged)} stay as they are`

/** The first sentence of a plan: what would happen, and what stays. */
export function importHeadline(view: ImportView): string {
  const { counts } = view
  if (view.empty && counts.unchanged === 0) return 'Nothing to do: nothing in these files can be imported.'
  if (view.empty)
    return counts.unchanged === 1
      ? 'Nothing to do: the one item is known already.'
      : `Nothing to do: all ${say(counts.unchanged)} items are known already.`
  const rest = counts.unchanged > 0 ? `; ${staysText(counts.unchanged)}` : ''
  return `${changeText(counts)}${rest}.`
}

/** "412 of 415 sound", "all sound" */
export function soundText(file: ImportView['files'][number]): string {
  if (file.items === 0) return 'Nothing to import'
  return file.sound === file.items ? 'All' : `${say(file.sound)} of ${say(file.items)}`
}
