import { type Address, formatAddress } from './address'
import { type Cidr, formatCidr } from './cidr'
import type { FreeSpace } from './free-space'

/** A number from 0 (inclusive) to 1 (exclusive), as `Math.random` gives; handed in, never called for here. */
export type Random = () => number

/** The same numbers for the same seed, on every machine (mulberry32). 32 bits each. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A subnet to draw from, with what is taken in its primary block (reserved addresses count as taken). */
export type Candidate = { readonly subnet: { readonly id: string }; readonly set: FreeSpace }

export type Chosen = { readonly subnetId: string; readonly address: Address }

/** How often a position is drawn before the free addresses are counted instead. */
const MOST_DRAWS = 32
/** Below one free address in eight, draws mostly miss (and cost more than counting). */
const WORTH_DRAWING = 8n

/**
 * A2, A4: a free address, each with the same chance; null if none is free. Over several subnets they are one
 * long row, so a subnet is chosen in proportion to what is free in it.
 *
 *   ▕ subnet a ······x··x▏▕ subnet b xxxxxx·xxxx▏    draw a position in the row: free → take it; x → draw again.
 *
 * Drawing a position, not "the n-th free one", keeps the choice of a seed the same when other addresses of
 * the subnets come and go between plan and apply. In crowded subnets, or after 32 misses, the n-th free one
 * it is: so a full /16 costs about what an empty one costs. `passedOver` hears of each taken one that was drawn.
 */
export function chooseRandom(set: FreeSpace, random: Random): Address | null
export function chooseRandom(
  candidates: readonly Candidate[],
  random: Random,
  passedOver?: (taken: Chosen) => void,
): Chosen | null
export function chooseRandom(
  from: FreeSpace | readonly Candidate[],
  random: Random,
  passedOver?: (taken: Chosen) => void,
): Address | Chosen | null {
  if (!('length' in from)) return drawFrom([from], from.size, from.freeCount, random)?.address ?? null
  const spaces = from.map((candidate) => candidate.set)
  let size = 0n
  let free = 0n
  for (const space of spaces) {
    size += space.size
    free += space.freeCount
  }
  const placed = ({ index, address }: Drawn): Chosen => {
    const { subnet } = from[index] as Candidate
    return { subnetId: subnet.id, address }
  }
  const missed = passedOver && ((taken: Drawn) => passedOver(placed(taken)))
  const drawn = drawFrom(spaces, size, free, random, missed)
  return drawn && placed(drawn)
}

type Drawn = { readonly index: number; readonly address: Address }

function drawFrom(
  spaces: readonly FreeSpace[],
  size: bigint,
  free: bigint,
  random: Random,
  missed?: (taken: Drawn) => void,
): Drawn | null {
  if (free === 0n) return null
  if (free * WORTH_DRAWING >= size) {
    for (let draw = 0; draw < MOST_DRAWS; draw++) {
      const drawn = addressAt(spaces, uniform(size, random))
      if (drawn && !spaces[drawn.index]?.has(drawn.address)) return drawn
      if (drawn) missed?.(drawn)
    }
  }
  return freeAt(spaces, uniform(free, random))
}

function addressAt(spaces: readonly FreeSpace[], position: bigint): Drawn | null {
  let left = position
  for (let index = 0; index < spaces.length; index++) {
    const { cidr, size } = spaces[index] as FreeSpace
    if (left < size) return { index, address: { family: cidr.family, value: cidr.base + left } }
    left -= size
  }
  return null
}

function freeAt(spaces: readonly FreeSpace[], position: bigint): Drawn | null {
  let left = position
  for (let index = 0; index < spaces.length; index++) {
    const space = spaces[index] as FreeSpace
    const free = space.freeCount
    if (left < free) {
      const address = space.nthFree(left)
      return address && { index, address }
    }
    left -= free
  }
  return null
}

const TWO_32 = 4_294_967_296

/**
 * A whole number from 0 to `below` − 1. Wide ones (IPv6) are put together from as many draws as they need.
 */
function uniform(below: bigint, random: Random): bigint {
  if (below <= TWO_32) return BigInt(Math.floor(random() * Number(below)))
  let drawn = 0n
  let bits = 0n
  while (below >> bits > 0n) {
    drawn = (drawn << 32n) | BigInt(Math.floor(random() * TWO_32))
    bits += 32n
  }
  return (drawn * below) >> bits
}

/**
 * The suggestion of B2 ("Choose 10.0.1.22?"): the nearest free address from `wanted` upwards, else downwards,
 * that `avoid` has nothing against; null if there is none.
 */
export function nearestFree(
  set: FreeSpace,
  wanted: Address,
  avoid: (a: Address) => boolean = () => false,
): Address | null {
  const { family } = wanted
  let up = set.nextFree(wanted)
  while (up && avoid(up)) up = set.nextFree({ family, value: up.value + 1n })
  if (up) return up
  let down = set.previousFree(wanted)
  while (down && avoid(down)) down = set.previousFree({ family, value: down.value - 1n })
  return down
}

/** Why an instance has its address and not another. */
export type ChoiceReason =
  /** A3: made for a member; `position` counts from 1. */
  | { readonly kind: 'pool'; readonly address: Address; readonly position: number; readonly poolSize: number }
  /**
   * A2: no pool. A4: more instances than members (`overflow`). A8: a new one for every machine (`floating`).
   */
  | { readonly kind: 'random' | 'overflow' | 'floating'; readonly cidr: Cidr; readonly free: bigint }

/**
 * The reason as the sentence that the inspector shows (`addressWhy`). `free` counts before the address was
 * taken.
 */
export function explainChoice(reason: ChoiceReason): string {
  if (reason.kind === 'pool') {
    const member = formatAddress(reason.address)
    return `Made for ${member}, member ${reason.position} of ${reason.poolSize} of the private IP pool.`
  }
  const count = reason.free === 1n ? '1 address was free' : `${formatCount(reason.free)} addresses were free`
  const drawn = `rawn at random from ${formatCidr(reason.cidr)}, ${count}`
  if (reason.kind === 'random') return `D${drawn}.`
  if (reason.kind === 'overflow') return `All pool members have an instance; d${drawn}.`
  return `D${drawn}; kept until its machine is replaced.`
}

/** 65531 as `65,531`, the same in every locale. */
const formatCount = (n: bigint): string => n.toString().replace(/\B(?=(\d{3})+$)/g, ',')
