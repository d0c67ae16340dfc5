'use client'

import { useRef } from 'react'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { type ReadablePool, readReadable } from './pool-text'
import { poolsOf, type WizardPool } from './pools'

export type ReadPool = WizardPool & {
  /** Its members, and what Enter would add. Nothing where it is not used. */
  readonly read: ReadablePool
}

/** The pools of the form, each read once for as long as its text is the same: it may have 65,536 lines. */
export function useReadPools(values: WizardValues): ReadPool[] {
  const kept = useRef(new Map<string, { readonly text: string; readonly read: ReadablePool }>())
  const pools = poolsOf(values).map((pool) => {
    const text = pool.enabled ? pool.text : ''
    const known = kept.current.get(pool.key)
    return { ...pool, read: known?.text === text ? known.read : readReadable(text) }
  })
  kept.current = new Map(
    pools.map(({ key, text, enabled, read }) => [key, { text: enabled ? text : '', read }]),
  )
  return pools
}
