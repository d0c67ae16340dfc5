import { IconChevronRight } from '@tabler/icons-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Ago } from '@/components/shell/ago'
import { Id } from '@/components/shell/id'
import { Ip } from '@/components/shell/ip'
import { paths } from '@/lib/api/paths'
import type { EventView } from '@/lib/api/views/events'
import { changesOf } from './event-changes'
import css from './event-list.module.css'
import { actorWords, kindTone } from './event-words'

/**
 * Events as a timeline, newest first, each with links to what it is about and, on demand, what it changed.
 * `events`: EventView[]. `label` names the list. `without`: what the surroundings already say ('group', 'instance',
 * 'address'). `narrow`: for the inspector, without the row of links.
 */
export function EventList(props: {
  events: readonly EventView[]
  label?: string
  without?: readonly ('group' | 'instance' | 'address')[]
  narrow?: boolean
}) {
  return (
    <ol className={css.list} aria-label={props.label ?? 'Events'} data-narrow={props.narrow || undefined}>
      {props.events.map((event) => (
        <li key={event.seq} className={css.event} data-tone={kindTone(event.kind)}>
          <div className={css.head}>
            <span className={css.title}>{event.title}</span>
            <span className={css.when}>
              <Ago at={event.at} still={props.narrow} /> {actorWords(event.actor)}
            </span>
          </div>
          {event.why !== '' && event.why !== event.title && <p className={css.why}>{event.why}</p>}
          {!props.narrow && <EventLinks event={event} without={props.without ?? []} />}
          <EventChanges event={event} />
        </li>
      ))}
    </ol>
  )
}

function EventLinks(props: { event: EventView; without: readonly string[] }) {
  const { event } = props
  const shows = (part: string) => !props.without.includes(part)
  const links: ReactNode[] = []
  if (event.group && shows('group'))
    links.push(
      <Link key="group" href={paths.group(event.group.id)}>
        {event.group.name}
      </Link>,
    )
  if (event.instanceId && shows('instance'))
    links.push(
      event.group ? (
        <Link
          key="instance"
          href={paths.group(event.group.id, 'instances', event.instanceId)}
          className={css.mono}
        >
          {event.instanceId}
        </Link>
      ) : (
        <Id key="instance" value={event.instanceId} />
      ),
    )
  if (event.address && shows('address'))
    links.push(
      <Link key="address" href={paths.address(event.address, event.subnetId ?? undefined)}>
        <Ip address={event.address} plain />
      </Link>,
    )
  for (const id of [event.interfaceId, event.publicIpId, event.machineId])
    if (id !== null) links.push(<Id key={id} value={id} />)
  return links.length === 0 ? null : <div className={css.links}>{links}</div>
}

function EventChanges(props: { event: EventView }) {
  const facts = changesOf(props.event.before, props.event.after)
  if (facts.length === 0) return null
  return (
    <details className={css.changes}>
      <summary>
        <IconChevronRight size={13} aria-hidden className={css.chevron} />
        {facts.length === 1 ? 'What changed' : `${facts.length} facts changed`}
      </summary>
      <table className={css.facts}>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact.name}>
              <th scope="row">{fact.name}</th>
              <td>{fact.before ?? 'nothing'}</td>
              <td>{fact.after ?? 'nothing'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
