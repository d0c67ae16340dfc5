import { parseAddress } from '@/lib/domain/address'
import type { Decision } from '@/lib/domain/decision'
import type { Explanation, Skipped } from '@/lib/domain/explanation'
import type { Holder } from '@/lib/domain/refusal'
import type { Books } from './ports/store'

/**
 * The decision with the holders of what it passed over named. A snapshot of a subnet knows which addresses are held,
 * and not by whom: of a /16 that would be 65,536 names. So the few that an explanation lists are asked for here, before
 * they are stored; usually there are none.
 */
export async function withHolders(store: Pick<Books, 'holdersOf'>, decision: Decision): Promise<Decision> {
  const nameless = decision.explained.flatMap(({ why }) => why.skipped.filter(isNameless))
  if (nameless.length === 0) return decision
  const holders = await holdersOf(store, nameless)
  const named = (one: Skipped): Skipped =>
    isNameless(one) ? { ...one, because: { kind: 'held', holder: holders.get(keyOf(one)) ?? null } } : one
  const told = (why: Explanation): Explanation => ({ ...why, skipped: why.skipped.map(named) })
  return { ...decision, explained: decision.explained.map(({ id, why }) => ({ id, why: told(why) })) }
}

const isNameless = ({ because, subnetId }: Skipped): boolean =>
  because.kind === 'held' && because.holder === null && subnetId !== null

const keyOf = ({ subnetId, candidate }: Skipped): string => `${subnetId} ${candidate}`

async function holdersOf(
  store: Pick<Books, 'holdersOf'>,
  skipped: readonly Skipped[],
): Promise<ReadonlyMap<string, Holder>> {
  const bySubnet = new Map<string, Set<string>>()
  for (const { subnetId, candidate } of skipped) {
    if (subnetId === null) continue
    const wanted = bySubnet.get(subnetId)
    if (wanted) wanted.add(candidate)
    else bySubnet.set(subnetId, new Set([candidate]))
  }
  const found = await Promise.all(
    [...bySubnet].map(async ([subnetId, texts]) => {
      const addresses = [...texts].flatMap((text) => {
        const parsed = parseAddress(text)
        return parsed.ok ? [parsed.value] : []
      })
      const holders = await store.holdersOf(subnetId, addresses)
      return [...holders].map(([text, holder]) => [`${subnetId} ${text}`, holder] as const)
    }),
  )
  return new Map(found.flat())
}
