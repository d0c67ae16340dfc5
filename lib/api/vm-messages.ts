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
  const words = allowed.map((one) => STATE_WORDS[one])
  const from = words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
  return `Only a VM that is ${from} can be ${PAST[action]}; this one is ${STATE_WORDS[state]}.`
}
