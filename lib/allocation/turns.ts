/**
 * One turn at a time per key. Commands on one group plan from the group as the command before left it, instead of
 * losing the race at the database; commands on different groups share transactions. The database's indexes and
 * versions stay the judge: this only spares work.
 */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>

export function takeTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => undefined)
    last.set(key, settled)
    try {
      return await mine
    } finally {
      if (last.get(key) === settled) last.delete(key)
    }
  }
}
