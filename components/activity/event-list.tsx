import { IconArrowBackUp, IconChevronRight } from '@tabler/icons-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { BeforeAfter } from '@/components/form/before-after'
import { justBefore } from '@/components/moment/moment-words'
import { useActionReason } from '@/components/shell/action-reason'
import { Ago } from '@/components/shell/ago'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { paths } from '@/lib/api/paths'
import type { EventView } from '@/lib/api/views/events'
import { changesOf } from './event-changes'
import css from './event-list.module.css'
import { actorWords, kindTone, shortRequest, undoOnce } from './event-words'

const NONE: ReadonlySet<number> = new Set()

/**
 * Events as a timeline, newest first, each with links to what it is about and, on demand, what it changed.
 * `events`: EventView[]. `label` names the list. `without`: what the surroundings already say ('group', 'instance',
 * 'address'). `narrow`: for the inspector, without the row of links. `onUndo`: where a change can be asked back.
 */
export function EventList(props: {
  events: readonly EventView[]
  label?: string
  without?: readonly ('group' | 'instance' | 'address')[]
  narrow?: boolean
  /** Asked to undo the change that an event belongs to. */
  onUndo?: (event: EventView) => void
}) {
  const barred = useActionReason('applyUndo')
  const asked = props.onUndo ? undoOnce(props.events) : NONE
  return (
    <ol className={css.list} aria-label={props.label ?? 'Events'} data-narrow={props.narrow || undefined}>
      {props.events.map((event) => (
        <li key={event.seq} className={css.event} data-tone={kindTone(event.kind)}>
          <div className={css.head}>
            <span className={css.what}>
              <span className={css.title}>{event.title}</span>
              {event.why !== '' && event.why !== event.title && <span className={css.why}> {event.why}</span>}
            </span>
            <span className={css.when}>
              <Ago at={event.at} still={props.narrow} /> {actorWords(event)}
            </span>
          </div>
          <div className={css.more}>
            {!props.narrow && <EventLinks event={event} without={props.without ?? []} />}
            <EventChanges event={event} />
            {!props.narrow && <AskedIn event={event} />}
            {asked.has(event.seq) && (
              <button
                type="button"
                className={css.undo}
                aria-label={`Undo ${event.title.toLowerCase()}, event ${event.seq}…`}
                aria-disabled={barred !== null || undefined}
                title={barred ?? undefined}
                onClick={() => barred === null && props.onUndo?.(event)}
              >
                <IconArrowBackUp size={13} aria-hidden />
                Undo…
              </button>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function EventLinks(props: { event: EventView; without: readonly string[] }): ReactNode {
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
        <IdLink
          key="instance"
          href={paths.group(event.group.id, 'instances', event.instanceId)}
          value={event.instanceId}
        />
      ) : (
        <Id key="instance" value={event.instanceId} />
      ),
    )
  if (event.address && shows('address'))
    links.push(
      <IdLink
        key="address"
        href={paths.address(event.address, event.subnetId ?? undefined)}
        value={event.address}
      />,
    )
  for (const id of [event.interfaceId, event.publicIpId, event.machineId])
    if (id !== null) links.push(<Id key={id} value={id} />)
  return [...links, ...mapLinks(event)]
}

/** The map as it was just before and just after: of the subnet, or of the group where the event has no place. */
function mapLinks({ at, subnetId, address, group }: EventView): ReactNode[] {
  const map = (moment: string): string | null => {
    if (subnetId) return paths.subnet(subnetId, { ...(address ? { address } : {}), at: moment })
    return group && paths.group(group.id, 'map', undefined, moment)
  }
  const [before, after] = [map(justBefore(at)), map(at)]
  if (before === null || after === null) return []
  return [
    <Link key="before" href={before} prefetch={false}>
      Map just before
    </Link>,
    <Link key="after" href={after} prefetch={false}>
      Map just after
    </Link>,
  ]
}

/** The request that it was asked for in: the log of the server names the same id. */
function AskedIn({ event: { byRequest } }: { event: EventView }): ReactNode {
  if (byRequest === null) return null
  return (
    <IdLink href={paths.activity({ request: byRequest })} value={byRequest}>
      Request {shortRequest(byRequest)}
    </IdLink>
  )
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
      <BeforeAfter
        dense
        mono
        what="Fact"
        rows={facts.map(({ name, before, after }) => ({
          key: name,
          name,
          before: before ?? 'nothing',
          after: after ?? 'nothing',
        }))}
      />
    </details>
  )
}
