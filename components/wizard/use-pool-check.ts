'use client'

import { useEffect, useRef, useState } from 'react'
import type { WizardActions } from '@/lib/api/actions'
import type { PoolCheckView } from '@/lib/api/views/network'
import { settle } from './settle'

export type CheckState = {
  /** The last answer; it stays while the next one is on its way. */
  readonly view: PoolCheckView | null
  readonly checking: boolean
  readonly failed: string | null
}

const NOTHING: CheckState = { view: null, checking: false, failed: null }
const QUIET_MS = 250

/** B2 while typing. `text` null: there is nothing to check. An answer that was overtaken is dropped. */
export function usePoolCheck(input: {
  checkPool: WizardActions['checkPool']
  text: string | null
  subnetIds: readonly string[]
  groupId: string | null
  /** Changes when addresses of these subnets were taken or let go: what was said before may no longer hold. */
  world: string
}): CheckState & { readonly again: () => void } {
  const [state, setState] = useState<CheckState>(NOTHING)
  const [round, setRound] = useState(0)
  const latest = useRef(0)
  const { checkPool, text, groupId, world } = input
  const subnets = input.subnetIds.join('\n')

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` and `world` are what asks once more
  useEffect(() => {
    const mine = ++latest.current
    if (text === null || subnets === '') {
      setState(NOTHING)
      return
    }
    setState((before) => ({ ...before, checking: true }))
    const timer = window.setTimeout(async () => {
      const answer = await settle(checkPool({ text, subnetIds: subnets.split('\n'), groupId }))
      if (mine !== latest.current) return
      setState((before) =>
        answer.ok
          ? { view: answer.value, checking: false, failed: null }
          : { view: before.view, checking: false, failed: answer.message },
      )
    }, QUIET_MS)
    return () => window.clearTimeout(timer)
  }, [checkPool, text, subnets, groupId, world, round])

  return { ...state, again: () => setRound((n) => n + 1) }
}
