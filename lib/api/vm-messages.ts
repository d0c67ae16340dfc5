import { anyOf } from '@/lib/domain/plural'
import type { VmAction, VmState } from '@/lib/domain/pooled-vm'

/** What is said of a VM in this state, inside a sentence. */
const STATE_WORDS: Record<VmState, string> = {
  launching: 'being launched',
  placed: 'waiting for its public IPs',
  active: 'active',
  leaving: 'leaving',
  failed: 'failed',
  gone: 'gone',
}

const PAST: Record<VmAction, string> = { replace: 'replaced', remove: 'removed' }

/** "Only a VM that is active or failed can be replaced; this one is being launched." */
export function vmWrongStateSentence(action: VmAction, state: VmState, allowed: readonly VmState[]): string {
  const from = anyOf(allowed.map((one) => STATE_WORDS[one]))
  return `Only a VM that is ${from} can be ${PAST[action]}; this one is ${STATE_WORDS[state]}.`
}
