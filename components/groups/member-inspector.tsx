'use client'

import { CloseButton, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EventList } from '@/components/activity/event-list'
import { DriftNote } from '@/components/drift/drift-note'
import { ReasonButton } from '@/components/form/reason-button'
import { StateChip } from '@/components/shell/chips'
import { FactNote } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { InstanceView } from '@/lib/api/views/instances'
import { withArticle } from '@/lib/domain/cloud-words'
import css from './inspector.module.css'
import { attemptsText, workText } from './instance-words'
import type { Member, MemberKind } from './member'

/** The latest events; Activity has all of them. */
const MOST_EVENTS = 12

/** So much of it is known of a row of any kind. */
type Told = Pick<InstanceView, 'id' | 'work' | 'reason' | 'drift' | 'groupId'>

/**
 * One member of a group: what is being done with it, what can be, what it has (`children`), and what happened to it.
 * `member` null: it is none of this group any more, and `gone` says what became of it. `next`: what follows on its
 * reason, where something does.
 */
export function MemberInspector<A extends string, T extends Member<A> & Told>(props: {
  kind: MemberKind<T, A>
  id: string
  member: T | null
  gone: string
  next?: string | null
  onAction: (action: A, id: string) => void
  onClose?: () => void
  children: ReactNode
}) {
  const { kind, member, id } = props
  return (
    <div className={css.inspector}>
      <div className={css.head}>
        <h2 className={css.title}>
          <Id value={id} />
        </h2>
        {member && <StateChip sentence={member.sentence} />}
        {props.onClose && (
          <CloseButton className={css.close} aria-label="Close the inspector" onClick={props.onClose} />
        )}
      </div>
      {member ? (
        <>
          <Work of={member} next={props.next ?? null} />
          <Ways kind={kind} member={member} onAction={props.onAction} />
          <div className={css.facts}>{props.children}</div>
        </>
      ) : (
        <EmptyState
          compact
          title={`Not ${withArticle(kind.one)} of this group any more`}
          text={`${props.gone} What happened to it stays below and under Activity.`}
        />
      )}
      <History instanceId={id} />
    </div>
  )
}

function Work(props: { of: Told; next: string | null }) {
  const { work, reason, drift, id, groupId } = props.of
  const { next } = props
  const failures = work && attemptsText(work)
  return (
    <>
      {work && (
        <div className={css.work}>
          <p>{workText(work)}</p>
          <Progress
            size="sm"
            value={(work.step / Math.max(1, work.steps)) * 100}
            aria-label={`Step ${work.step} of ${work.steps}`}
          />
          {failures && <p className={css.warn}>{failures}</p>}
        </div>
      )}
      {reason && (
        <p className={css.reason} data-refused={next !== null || undefined}>
          {reason}
          {next !== null && <FactNote>{next}</FactNote>}
        </p>
      )}
      {drift && <DriftNote instanceId={id} groupId={groupId} sentence={drift} />}
    </>
  )
}

function Ways<A extends string, T extends Member<A>>(props: {
  kind: MemberKind<T, A>
  member: T
  onAction: (action: A, id: string) => void
}) {
  const { kind, member } = props
  return (
    <div className={css.ways}>
      {kind.actions.map((action) => (
        <ReasonButton
          key={action}
          size="compact-sm"
          variant="default"
          reason={member.can[action]}
          onClick={() => props.onAction(action, member.id)}
        >
          {kind.words[action].verb}
        </ReasonButton>
      ))}
    </div>
  )
}

function History(props: { instanceId: string }) {
  const filter = { instance: props.instanceId, limit: MOST_EVENTS }
  const { data, error, refetch } = useQuery(queries.events(filter))
  return (
    <section className={css.history} aria-label="Timeline">
      {data ? (
        <EventList
          events={data.events}
          label={`Timeline of ${props.instanceId}`}
          without={['group', 'instance']}
          narrow
        />
      ) : error ? (
        <ErrorState
          compact
          title="The timeline could not be read"
          error={error}
          retry={() => void refetch()}
        />
      ) : (
        <RowsSkeleton rows={4} height={52} label="the timeline" />
      )}
      <Link href={paths.activity({ instance: props.instanceId })}>All of it under Activity</Link>
    </section>
  )
}
