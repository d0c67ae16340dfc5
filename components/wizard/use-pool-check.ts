'use client'

import { useEffect, useRef, useState } from 'react'
import type { WizardActions } from '@/lib/api/actions'
import type { PoolCheckView } from '@/lib/api/views/network'
import { settle } from './settle'
import { useLatest } from './use-latest'

export type CheckState = {
  /** The last answer; it stays while the next one is on its way. */
  readonly view: PoolCheckView | null
  readonly checking: boolean
  readonly failed: string | null
}

/** A pool to be checked. `text` empty: there is nothing to check. */
export type AskedPool = {
  readonly key: string
  readonly name: string
  readonly text: string
  readonly subnetIds: readonly string[]
}

type Checks = {
  readonly views: ReadonlyMap<string, PoolCheckView>
  readonly checking: boolean
  readonly failed: string | null
}

const NOTHING: Checks = { views: new Map(), checking: false, failed: null }
const QUIET_MS = 250

/**
 * B2 while typing, of all pools at once, because a member may stand in one of them only. An answer that was overtaken is
 * dropped. `world` changes when addresses of these subnets were taken or let go: what was said before may no longer hold.
 */
export function usePoolChecks(input: {
  checkPools: WizardActions['checkPools']
  pools: readonly AskedPool[]
  groupId: string | null
  world: string
}): { readonly of: (key: string) => CheckState; readonly checking: boolean } {
  const [state, setState] = useState<Checks>(NOTHING)
  const latest = useRef(0)
  const { checkPools, groupId, world } = input
  const asked = input.pools.filter((pool) => pool.text !== '' && pool.subnetIds.length > 0)
  // One text: of a single pool it is the very string that is compared, however long it is.
  const about = asked.map(({ key, name, subnetIds }) => [key, name, ...subnetIds].join('\n')).join('\n\n')
  const texts = asked.map(({ text }) => text).join('\u0000')
  const newest = useLatest(asked)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `texts` and `about` are the pools, `world` asks once more
  useEffect(() => {
    const mine = ++latest.current
    const pools = newest.current
    if (pools.length === 0) {
      setState(NOTHING)
      return
    }
    setState((before) => ({ ...before, checking: true }))
    const timer = window.setTimeout(async () => {
      const answer = await settle(
        checkPools({
          pools: pools.map(({ name, text, subnetIds }) => ({ name, text, subnetIds })),
          groupId,
        }),
      )
      if (mine !== latest.current) return
      setState((before) =>
        answer.ok
          ? { views: byKey(pools, answer.value), checking: false, failed: null }
          : { views: before.views, checking: false, failed: answer.message },
      )
    }, QUIET_MS)
    return () => window.clearTimeout(timer)
  }, [checkPools, texts, about, groupId, world])

  const { views, checking, failed } = state
  const of = (key: string): CheckState =>
    asked.some((pool) => pool.key === key)
      ? { view: views.get(key) ?? null, checking, failed }
      : { view: null, checking: false, failed: null }
  return { of, checking }
}

const byKey = (pools: readonly AskedPool[], views: readonly PoolCheckView[]): Map<string, PoolCheckView> =>
  new Map(
    pools.flatMap(({ key }, at) => {
      const view = views[at]
      return view ? [[key, view]] : []
    }),
  )
