import { seededRandom } from '@/lib/domain/allocate'
import type { Result } from '@/lib/domain/result'
import { settleVms } from './azure/vms'
import { drawFate } from './faults'
import { fillOurs, type Ours } from './fill-ours'
import { HANDLERS } from './handlers'
import type { Inner } from './knobs'
import { readKnobs, setKnob } from './knobs'
import { settle } from './machines'
import type { CloudRefusal, Operation, Reply } from './protocol'
import { INPUTS, isCloudOperation, isOperation } from './protocol'
import type { FaultRule, Timing } from './settings'
import { sentenceOf } from './settings'
import { openState } from './state'

/** A call that has arrived: after `delayMs` milliseconds `run` does the work and gives the answer. */
export type Arrival = {
  readonly delayMs: number
  readonly run: () => Reply
  /** Whoever carries the call kills the caller then, and answers nothing; absent: nobody is killed. */
  readonly crash?: 'before' | 'after'
}

/** The simulated clouds, AWS and Azure. It never waits itself; whoever carries the call waits. */
export type World = {
  /** Its fate (faults, delay) is drawn on arrival; the world moves on while the delay lasts. */
  receive(operation: string, input: unknown): Arrival
  /** For a world that is a copy: puts into it what Holdfast has in the original. */
  fill(ours: Ours): void
  close(): void
}

export type WorldOptions = {
  /** The state file; ':memory:' keeps nothing. */
  readonly file: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** [0, 1): ids and the draws of faults. Default: the same sequence every time. */
  readonly random?: () => number
  /** In place of what the state file says; null or absent keeps that. */
  readonly faults?: readonly FaultRule[] | null
  readonly timing?: Partial<Timing> | null
}

const refused = (code: string, message: string): Arrival => ({
  delayMs: 0,
  run: () => ({ kind: 'refused', code, message }),
})

/** Opens the world kept in `file`, making an empty one where there is none. */
export function openWorld(options: WorldOptions): World {
  const state = openState(options.file, options.now, options.random ?? seededRandom(1))
  const knobs = readKnobs(state, options)
  const inner: Inner = { state, knobs }

  const answer = (operation: Operation, input: unknown): Reply => {
    settle(state, knobs.timing)
    settleVms(state)
    const handler = HANDLERS[operation] as (inner: Inner, input: unknown) => Result<unknown, CloudRefusal>
    const result = handler(inner, input)
    return result.ok ? { kind: 'answer', value: result.value } : { kind: 'refused', ...result.refusal }
  }

  return {
    receive(operation, input) {
      if (!isOperation(operation)) {
        return refused('InvalidAction', `The action ${operation} is not valid for this web service.`)
      }
      const parsed = INPUTS[operation].safeParse(input)
      if (!parsed.success) return refused('InvalidRequest', `${operation}: ${sentenceOf(parsed.error)}`)
      if (!isCloudOperation(operation)) return { delayMs: 0, run: () => answer(operation, parsed.data) }

      const fate = drawFate(knobs.faults, knobs.timing, operation, state.random)
      if (fate.rules !== knobs.faults) setKnob(inner, 'faults', fate.rules)
      const { delayMs, refusal } = fate
      if (refusal) return { delayMs, run: () => ({ kind: 'refused', ...refusal }) }
      if (fate.effect === 'timeout-before') {
        return { delayMs, run: () => ({ kind: 'lost', message: `No answer to ${operation}.` }) }
      }
      if (fate.effect === 'timeout-after') {
        return {
          delayMs,
          run: () => {
            answer(operation, parsed.data)
            return { kind: 'lost', message: `No answer to ${operation}.` }
          },
        }
      }
      const run = () => answer(operation, parsed.data)
      if (fate.effect === 'crash-before') return { delayMs, run, crash: 'before' }
      if (fate.effect === 'crash-after') return { delayMs, run, crash: 'after' }
      return { delayMs, run }
    },
    fill: (ours) => fillOurs(state, ours),
    close: () => state.close(),
  }
}
