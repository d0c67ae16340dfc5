'use client'

import { useState } from 'react'
import css from './consequence.module.css'
import { MapPanel } from './map-panel'
import { PlanPanel } from './plan-panel'
import { usePoolEdit } from './pool-field'
import { usePool } from './wizard-context'

/**
 * Beside the form: the map to pick from, and below it what will happen, both live while typing. `poolKey`: the pool whose
 * subnets it shows, and that a click changes.
 */
export function Consequence({ poolKey, heading }: { poolKey: string; heading?: string }) {
  const judged = usePool(poolKey)
  const pool = usePoolEdit(judged)
  const [open, setOpen] = useState(true)
  return (
    <aside className={css.card} aria-label="What this means">
      <button
        type="button"
        className={css.fold}
        aria-expanded={open}
        aria-controls="wizard-map"
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide the map' : 'Show the map'}
      </button>
      <div id="wizard-map" className={css.map} data-closed={!open || undefined}>
        {heading && <h3 className={css.heading}>{heading}</h3>}
        <MapPanel
          poolKey={poolKey}
          pick={judged.enabled ? { onPick: pool.pick, onUnpick: pool.unpick } : undefined}
        />
      </div>
      <div className={css.plan}>
        <PlanPanel />
      </div>
    </aside>
  )
}
