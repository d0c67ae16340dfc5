import { anyOf } from '@/lib/domain/plural'
import type { InstanceState } from '@/lib/domain/stateful-instance'

const STATE_WORDS: Record<InstanceState, string> = {
  paused: 'paused',
  resuming: 'resuming',
  active: 'active',
  pausing: 'pausing',
  recycling: 'being recycled',
  replacing: 'being replaced',
  deallocating: 'being deallocated',
  deallocated: 'deallocated',
  error: 'in error',
}

/** "Only an active instance can be paused; this one is resuming." */
export function wrongStateSentence(
  command: string,
  state: InstanceState,
  allowed: readonly InstanceState[],
): string {
  const past: Record<string, string> = {
    resume: 'resumed',
    pause: 'paused',
    recycle: 'recycled',
    deallocate: 'deallocated',
    replace: 'replaced',
  }
  const from = anyOf(allowed.map((one) => STATE_WORDS[one]))
  return `Only an instance that is ${from} can be ${past[command] ?? command}; this one is ${STATE_WORDS[state]}.`
}
