import type { Capacity } from '@/lib/domain/group'
import { say } from '@/lib/domain/plural'

/** How the operator names the new target: as a number, or as so many more or fewer. */
export type ScaleMode = 'to' | 'up' | 'down'

export type ScaleInput = {
  readonly mode: ScaleMode
  /** As typed. */
  readonly amount: string | number
}

export type ScaleTarget =
  | { readonly ok: true; readonly target: number }
  | { readonly ok: false; readonly sentence: string }

/** The target that the input means, or what is wrong with it and the way out. `member`: "instance", "VM". */
export function scaleTarget(input: ScaleInput, capacity: Capacity, member: string): ScaleTarget {
  const text = String(input.amount).trim()
  const amount = Number(text)
  const label = input.mode === 'to' ? 'Target' : `The number of ${member}s`
  const wrong = (sentence: string): ScaleTarget => ({ ok: false, sentence })
  if (text === '' || !Number.isSafeInteger(amount)) return wrong(`${label} is a whole number.`)
  if (amount < 0) return wrong(`${label} is 0 or more.`)
  const target = input.mode === 'to' ? amount : capacity.target + (input.mode === 'up' ? amount : -amount)
  const { minimum, maximum } = capacity
  if (target > maximum)
    return wrong(
      `${named(input.mode, target)} is above maximum ${say(maximum)}. ${way(input.mode, maximum - capacity.target, 'up', maximum)}, or raise maximum in Edit.`,
    )
  if (target < 0) return wrong(`Target is ${say(capacity.target)}: it cannot be lowered by ${say(amount)}.`)
  if (target < minimum)
    return wrong(
      `${named(input.mode, target)} is below minimum ${say(minimum)}. ${way(input.mode, capacity.target - minimum, 'down', minimum)}, or lower minimum in Edit.`,
    )
  return { ok: true, target }
}

const named = (mode: ScaleMode, target: number) =>
  mode === 'to' ? `Target ${say(target)}` : `That makes target ${say(target)}, which`

function way(mode: ScaleMode, room: number, direction: ScaleMode, limit: number): string {
  if (mode !== direction || room <= 0) return `Choose ${say(limit)}`
  return `Choose ${say(room)} at most`
}
