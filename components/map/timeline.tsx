'use client'

import type { ReactNode } from 'react'
import type { EventView } from '@/lib/api/views/events'
import type { AddressView } from '@/lib/api/views/network'
import type { EventKind } from '@/lib/domain/event'
import { actorWords } from '../activity/event-words'
import { Ago } from '../shell/ago'
import css from './timeline.module.css'

/** What a moment was about, shown as the colour and shape of its dot. */
export type Moment = {
  readonly key: string
  readonly at: string
  readonly tone: 'held' | 'foreign' | 'cooling' | 'bad'
  readonly title: ReactNode
  /** "by operator", or nothing. */
  readonly by: string
  /** A sentence, or nothing. */
  readonly detail: string
}

/** What happened, newest first, down one line. */
export function Timeline(props: { moments: readonly Moment[]; label?: string }) {
  return (
    <ol className={css.line} aria-label={props.label ?? 'Timeline'}>
      {props.moments.map((moment) => (
        <li key={moment.key} className={css.moment} data-tone={moment.tone}>
          <span className={css.title}>{moment.title}</span>
          <span className={css.detail}>
            <Ago at={moment.at} />
            {moment.by !== '' && ` ${moment.by}`}
            {moment.detail !== '' && `. ${moment.detail}`}
          </span>
        </li>
      ))}
    </ol>
  )
}

const FOREIGN: ReadonlySet<EventKind> = new Set(['foreign-held', 'foreign-released'])
const COOLING: ReadonlySet<EventKind> = new Set([
  'address-released',
  'interface-deleted',
  'instance-deallocated',
])
const BAD: ReadonlySet<EventKind> = new Set([
  'drift-found',
  'interface-lost',
  'instance-failed',
  'instance-rolled-back',
])

function toneOf(kind: EventKind): Moment['tone'] {
  if (BAD.has(kind)) return 'bad'
  if (FOREIGN.has(kind)) return 'foreign'
  return COOLING.has(kind) ? 'cooling' : 'held'
}

const momentOfEvent = (event: EventView): Moment => ({
  key: `event ${event.seq}`,
  at: event.at,
  tone: toneOf(event.kind),
  title: event.title,
  by: event.actor === 'holdfast' ? '' : event.actor === 'cloud' ? 'by the cloud' : actorWords(event),
  detail: event.why === event.title ? '' : event.why,
})

/** Events, and who else held the address before there were events about it; newest first. */
export function momentsOfAddress(view: AddressView): Moment[] {
  const others = view.holds
    .filter((hold) => hold.holder.kind !== 'instance' && hold.until !== null)
    .map(
      (hold): Moment => ({
        key: `hold ${hold.since} ${hold.holderText}`,
        at: hold.until ?? hold.since,
        tone: 'foreign',
        title: `Held by ${hold.holderText}, until then`,
        by: '',
        detail: '',
      }),
    )
  return [...view.events.map(momentOfEvent), ...others].sort((a, b) =>
    a.at < b.at ? 1 : a.at > b.at ? -1 : 0,
  )
}
