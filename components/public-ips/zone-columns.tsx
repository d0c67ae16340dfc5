'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { Ip } from '@/components/shell/ip'
import { StatusSquare } from '@/components/shell/status-square'
import type { PublicIpView } from '@/lib/api/views/network'
import { PUBLIC_IP_STATES } from '@/lib/domain/public-ip-state'
import { nextCell, retiredSku, type Section, STATE_LOOKS, sectionText } from './zone-sections'
import css from './zones.module.css'

/**
 * One column per zone, one chip per address. All chips together are one stop of the Tab key: the arrows go up and down
 * in a column and from one to the next.
 */
export function ZoneColumns(props: {
  sections: readonly Section[]
  selected: string | null
  onSelect: (id: string) => void
}) {
  const { sections, selected } = props
  const [visited, visit] = useState<string | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const columns = sections.map((section) => section.shown.map((ip) => ip.id))
  const all = columns.flat()
  const stop = [visited, selected].find((id) => id !== null && all.includes(id)) ?? all[0]
  const onKey = (event: KeyboardEvent, id: string) => {
    const next = nextCell(columns, id, event.key)
    if (next === null) return
    event.preventDefault()
    visit(next)
    root.current?.querySelector<HTMLElement>(`[data-ip="${CSS.escape(next)}"]`)?.focus()
  }
  return (
    <div className={css.zones} ref={root}>
      {sections.map((section) => (
        <section key={section.key} className={css.zone} aria-labelledby={`zone-${section.key}`}>
          <Head section={section} />
          {section.shown.length > 0 ? (
            <ul className={css.chips}>
              {section.shown.map((ip) => (
                <li key={ip.id}>
                  <Chip
                    ip={ip}
                    current={ip.id === selected}
                    stop={ip.id === stop}
                    onFocus={() => visit(ip.id)}
                    onKey={(event) => onKey(event, ip.id)}
                    onSelect={() => props.onSelect(ip.id)}
                  />
                </li>
              ))}
            </ul>
          ) : (
            <p className={css.nothing}>
              {section.total === 0 ? 'None in this region' : 'None of them matches'}
            </p>
          )}
        </section>
      ))}
    </div>
  )
}

function Head(props: { section: Section }) {
  const { section } = props
  return (
    <header className={css.head} title={sectionText(section)}>
      <h2 id={`zone-${section.key}`}>
        {section.label} <span className={css.total}>{section.total.toLocaleString('en')}</span>
      </h2>
      <p className={css.unseen}>{sectionText(section)}</p>
      <p className={css.counts} aria-hidden>
        {PUBLIC_IP_STATES.filter((state) => section.counts[state] > 0).map((state) => (
          <span key={state}>
            <StatusSquare status={STATE_LOOKS[state].status} size={10} />
            {section.counts[state].toLocaleString('en')}
          </span>
        ))}
      </p>
    </header>
  )
}

function Chip(props: {
  ip: PublicIpView
  current: boolean
  stop: boolean
  onFocus: () => void
  onKey: (event: KeyboardEvent) => void
  onSelect: () => void
}) {
  const { ip } = props
  const { label, status } = STATE_LOOKS[ip.state]
  const retired = retiredSku(ip)
  return (
    <button
      type="button"
      className={css.chip}
      data-ip={ip.id}
      tabIndex={props.stop ? 0 : -1}
      aria-current={props.current || undefined}
      title={`${label}: ${ip.stateText}`}
      onFocus={props.onFocus}
      onKeyDown={props.onKey}
      onClick={props.onSelect}
    >
      <StatusSquare status={status} />
      <span className={css.words}>
        {ip.address === '' ? 'No address yet' : <Ip address={ip.address} plain />}
        <span className={css.name}>{ip.name}</span>
        <span className={css.unseen}>, {label}</span>
        {retired && <span className={css.retired}>{retired.label}</span>}
      </span>
    </button>
  )
}
