import { seededRandom } from '@/lib/domain/allocate'

/** Chance that a seed decides, so that a run can be played again. */
export type Chance = {
  /** From `least` to `most`, both included. */
  whole(least: number, most: number): number
  one<T>(of: readonly T[]): T
  /** Each of them with this probability. */
  some<T>(of: readonly T[], probability: number): T[]
}

export function chanceOf(seed: number): Chance {
  const random = seededRandom(seed)
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  return {
    whole,
    one<T>(of: readonly T[]): T {
      const chosen = of[whole(0, of.length - 1)]
      if (chosen === undefined) throw new Error('There is nothing to choose from.')
      return chosen
    },
    some: (of, probability) => of.filter(() => random() < probability),
  }
}
