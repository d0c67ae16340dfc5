import type { Address } from '@/lib/domain/address'
import { AddressSet } from '@/lib/domain/address-set'
import { chooseRandom, seededRandom } from '@/lib/domain/allocate'
import { cidr } from '@/lib/domain/cidr'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Figure } from './figure'
import { rounded } from './large-world'

const BLOCK = cidr('10.8.0.0/16')
const SIZE = 65_536
const HELD = [10, 30_000, 65_000] as const
const GOAL = 1.5
const CHOICES = 20_000
const LINEAR_CHOICES = 100
const TURNS = 7

/**
 * Choosing a free address in a /16 (A2). The baseline walks the block and asks a Set of texts, the way one would begin:
 * it collects what is free and draws one of it.
 */
export async function benchChooseAddress(): Promise<Figure[]> {
  const sets = HELD.map((count) => ({ count, ...filled(count) }))
  const times = new Map<number, number[]>(HELD.map((count) => [count, []]))
  for (let turn = 0; turn <= TURNS; turn++)
    for (const { count, set } of sets) {
      const took = timeChoices(set, CHOICES, turn)
      // The first turn warms up.
      if (turn > 0) times.get(count)?.push(took)
    }
  // The fastest turn of each: whatever else the machine did meanwhile only ever adds to the others.
  const micros = HELD.map((count) => Math.min(...(times.get(count) ?? [])))
  const first = micros[0] ?? 0
  return sets.map(({ count, taken }, n) => {
    const value = micros[n] ?? 0
    const baseline = timeLinear(taken)
    const last = n === HELD.length - 1
    return {
      name: `choosing a free address in a /16, ${count.toLocaleString('en')} held`,
      value: rounded(value, 3),
      unit: 'µs',
      baseline: rounded(baseline, 1),
      ratio: rounded(value / baseline, 6),
      goal: last
        ? `≤ ${GOAL} × the first (now ${rounded(value / first, 2)} ×); baseline: a walk with a Set`
        : 'baseline: a walk with a Set',
      met: last ? value <= GOAL * first : null,
    }
  })
}

function filled(count: number): { set: AddressSet; taken: Set<number> } {
  const random = seededRandom(count)
  const taken = new Set<number>([0, 1, 2, 3, SIZE - 1])
  while (taken.size < count + 5) taken.add(Math.floor(random() * SIZE))
  const addresses = [...taken].map((offset): Address => ({ family: 4, value: BLOCK.base + BigInt(offset) }))
  return { set: AddressSet.of(BLOCK, addresses, cloudRules.aws.reservedIn(BLOCK)), taken }
}

/** Microseconds for one. */
function timeChoices(set: AddressSet, choices: number, seed: number): number {
  const random = seededRandom(seed)
  let found = 0
  const from = performance.now()
  for (let n = 0; n < choices; n++) if (chooseRandom(set, random)) found += 1
  const took = performance.now() - from
  if (found !== choices) throw new Error('a free address was not found')
  return (took / choices) * 1000
}

function timeLinear(taken: ReadonlySet<number>): number {
  const random = seededRandom(1)
  const texts = new Set([...taken].map(textOf))
  const from = performance.now()
  for (let n = 0; n < LINEAR_CHOICES; n++) {
    const free: number[] = []
    for (let offset = 0; offset < SIZE; offset++) if (!texts.has(textOf(offset))) free.push(offset)
    if (free[Math.floor(random() * free.length)] === undefined) throw new Error('nothing was free')
  }
  return ((performance.now() - from) / LINEAR_CHOICES) * 1000
}

const textOf = (offset: number): string => `10.8.${offset >>> 8}.${offset & 255}`
