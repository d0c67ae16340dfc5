'use client'

import { useState } from 'react'
import css from './consequence.module.css'
import { MapPanel } from './map-panel'
import { PlanPanel } from './plan-panel'
import { usePool } from './pool-field'
import { useWizard } from './wizard-context'

/** Beside the form: the subnet's map to pick from, and below it what will happen, both live while typing. */
export function Consequence() {
  const { values } = useWizard()
  const pool = usePool()
  const [open, setOpen] = useState(true)
  const pickable = values.persistence.maintainPrivateIp
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
        <MapPanel pick={pickable ? { onPick: pool.pick, onUnpick: pool.unpick } : undefined} />
      </div>
      <div className={css.plan}>
        <PlanPanel />
      </div>
    </aside>
  )
}
