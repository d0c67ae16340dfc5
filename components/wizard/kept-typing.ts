/*
 * What was typed and not yet saved when its writer was signed out. It stays in the browser it was typed in, for the
 * person who typed it and the draft that it belongs to; whoever else signs in there finds nothing of it.
 */
export type Kept = {
  readonly person: string
  readonly groupId: string | null
  /** Null: nothing of it had been saved. */
  readonly draftId: string | null
  readonly values: unknown
}

export type Owner = Pick<Kept, 'person' | 'groupId' | 'draftId'>

const KEY = 'holdfast.typed'

/** `drop`: it is somebody else's, or nothing of ours. `other`: theirs, of another draft. */
export function judgeKept(
  text: string,
  owner: Owner,
): { kind: 'ours'; values: unknown } | { kind: 'drop' | 'other' } {
  const kept = parse(text)
  if (kept === null || kept.person !== owner.person) return { kind: 'drop' }
  return kept.groupId === owner.groupId && kept.draftId === owner.draftId
    ? { kind: 'ours', values: kept.values }
    : { kind: 'other' }
}

function parse(text: string): Kept | null {
  try {
    const read = JSON.parse(text) as Kept | null
    return typeof read === 'object' && read !== null && typeof read.person === 'string' ? read : null
  } catch {
    return null
  }
}

/** Private windows may refuse storage; then the draft on the server is all there is. */
function inStore<T>(ask: (store: Storage) => T): T | null {
  try {
    return ask(localStorage)
  } catch {
    return null
  }
}

export const keepTyped = (kept: Kept): void => {
  inStore((store) => store.setItem(KEY, JSON.stringify(kept)))
}

export const forgetTyped = (): void => {
  inStore((store) => store.removeItem(KEY))
}

/** The values of this owner, if any are kept; those of another person are removed. */
export function findTyped(owner: Owner): unknown {
  const text = inStore((store) => store.getItem(KEY))
  if (text === null) return null
  const judged = judgeKept(text, owner)
  if (judged.kind === 'drop') forgetTyped()
  return judged.kind === 'ours' ? judged.values : null
}
