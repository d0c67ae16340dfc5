'use client'

import { CloseButton, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { EventList } from '@/components/activity/event-list'
import { StateChip } from '@/components/shell/chips'
import { useNow } from '@/components/shell/clock'
import { FactNote } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { InstanceView } from '@/lib/api/views/instances'
import { INSTANCE_ACTIONS, type InstanceAction } from '@/lib/domain/stateful-instance'
import css from './inspector.module.css'
import { InstanceHoldings } from './instance-holdings'
import { afterRefusalText, attemptsText, INSTANCES, workText } from './instance-words'
import { ReasonButton } from './reason-button'

/** The latest events; Activity has all of them. */
const MOST_EVENTS = 12

/** One stateful instance: what it holds, why, what is being done with it, and what happened to it. */
export function InstanceInspector(props: {
  instanceId: string
  /** Null: it is not an instance of this group any more. */
  instance: InstanceView | null
  onAction: (action: InstanceAction, id: string) => void
  onClose?: () => void
}) {
  const { instance, instanceId } = props
  return (
    <div className={css.inspector}>
      <div className={css.head}>
        <h2 className={css.title}>
          <Id value={instanceId} />
        </h2>
        {instance && <StateChip sentence={instance.sentence} />}
        {props.onClose && (
          <CloseButton className={css.close} aria-label="Close the inspector" onClick={props.onClose} />
        )}
      </div>
      {instance ? (
        <>
          <Work of={instance} />
          <Ways instance={instance} onAction={props.onAction} />
          <div className={css.facts}>
            <InstanceHoldings instance={instance} />
          </div>
        </>
      ) : (
        <EmptyState
          compact
          title="Not an instance of this group any more"
          text="It was deallocated. What happened to it stays below and under Activity."
        />
      )}
      <History instanceId={instanceId} groupId={instance?.groupId} />
    </div>
  )
}

function Work(props: { of: InstanceView }) {
  const { work, reason, drift } = props.of
  const failures = work && attemptsText(work)
  const next = afterRefusalText(props.of, useNow())
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
      {drift && <p className={css.bad}>{drift}</p>}
    </>
  )
}

function Ways(props: { instance: InstanceView; onAction: (action: InstanceAction, id: string) => void }) {
  const { instance } = props
  return (
    <div className={css.ways}>
      {INSTANCE_ACTIONS.map((action) => (
        <ReasonButton
          key={action}
          size="compact-sm"
          variant="default"
          reason={instance.can[action]}
          onClick={() => props.onAction(action, instance.id)}
        >
          {INSTANCES.words[action].verb}
        </ReasonButton>
      ))}
    </div>
  )
}

function History(props: { instanceId: string; groupId: string | undefined }) {
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
