import type { Cloud, Clouds } from '@/lib/allocation/ports/cloud'

export type DeadlyClouds = {
  readonly clouds: Clouds
  /** Resolves at the moment of death. */
  readonly dead: Promise<void>
  /** Resolves when the n-th changing call to any of them from now on has been the last; `dying` runs at that instant. */
  dieAt(n: number, when: 'before' | 'after', dying: () => void): Promise<void>
}

const CHANGING = [
  'createInterface',
  'deleteInterface',
  'launchMachine',
  'terminateMachine',
  'associatePublicIp',
  'disassociatePublicIp',
  'createPublicIp',
  'deletePublicIp',
] as const satisfies readonly (keyof Cloud)[]

const never = (): Promise<never> => new Promise(() => undefined)

/**
 * Clouds whose caller can be made to die: after that nothing that it asks arrives, and nothing is ever answered,
 * which to the caller is what a killed process sees.
 */
export function deadlyClouds(inner: Clouds): DeadlyClouds {
  let dead = false
  let left: number | null = null
  let when: 'before' | 'after' = 'before'
  let die: () => void = () => undefined
  let buried: () => void = () => undefined
  const death = new Promise<void>((resolve) => {
    buried = resolve
  })

  const guard =
    <A extends unknown[], R>(changes: boolean, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (dead) return never()
      const last = changes && left !== null && --left === 0
      if (last && when === 'before') {
        die()
        return never()
      }
      const answer = await call(...args)
      if (last && !dead) die()
      return dead ? never() : answer
    }

  const changing = new Set<string>(CHANGING)
  const guarded = (cloud: Cloud): Cloud =>
    Object.fromEntries(
      Object.entries(cloud).map(([name, call]) => [name, guard(changing.has(name), call)]),
    ) as unknown as Cloud
  return {
    clouds: Object.fromEntries(Object.entries(inner).map(([name, cloud]) => [name, guarded(cloud)])),
    dead: death,
    dieAt(n, moment, dying) {
      left = n
      when = moment
      die = () => {
        dead = true
        dying()
        buried()
      }
      return death
    },
  }
}
