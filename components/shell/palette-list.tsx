'use client'

import {
  IconBox,
  IconCornerDownRight,
  IconFile,
  IconHash,
  IconNetwork,
  IconPlugConnected,
  IconSearch,
  IconServer,
  IconStack2,
  IconWorld,
} from '@tabler/icons-react'
import { useEffect } from 'react'
import css from './palette.module.css'
import type { PaletteItem, PaletteSection } from './palette-items'

const ICONS: Record<PaletteItem['kind'], typeof IconBox> = {
  address: IconHash,
  group: IconStack2,
  instance: IconBox,
  vm: IconBox,
  interface: IconPlugConnected,
  machine: IconServer,
  'public-ip': IconWorld,
  subnet: IconNetwork,
  page: IconFile,
  search: IconSearch,
}

/** Ids and addresses read better in mono. */
const MONO: ReadonlySet<PaletteItem['kind']> = new Set([
  'address',
  'instance',
  'vm',
  'interface',
  'machine',
  'public-ip',
])

export function PaletteList(props: {
  id: string
  sections: readonly PaletteSection[]
  active: number
  onPoint: (at: number) => void
  onChoose: (item: PaletteItem) => void
}) {
  const { id, active } = props
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  let at = -1
  return (
    <div className={css.list} id={id} role="listbox" aria-label="Results">
      {props.sections.map((section) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not fieldsets
        <div key={section.title} role="group" aria-label={section.title}>
          <div className={css.section} aria-hidden>
            {section.title}
          </div>
          {section.items.map((item) => {
            at++
            return <Option key={item.href} item={item} at={at} {...props} />
          })}
        </div>
      ))}
    </div>
  )
}

function Option(props: {
  id: string
  item: PaletteItem
  at: number
  active: number
  onPoint: (at: number) => void
  onChoose: (item: PaletteItem) => void
}) {
  const { item, at } = props
  const Icon = ICONS[item.kind] ?? IconCornerDownRight
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field that owns the list
    <div
      id={`${props.id}-${at}`}
      role="option"
      tabIndex={-1}
      aria-selected={at === props.active}
      className={css.option}
      onMouseMove={() => at !== props.active && props.onPoint(at)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.onChoose(item)}
    >
      <Icon size={16} aria-hidden className={css.kind} />
      <span className={css.title} data-mono={MONO.has(item.kind) || undefined}>
        {item.title}
      </span>
      <span className={css.detail}>{item.detail}</span>
    </div>
  )
}
