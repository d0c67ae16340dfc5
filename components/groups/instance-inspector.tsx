'use client'

import { CloseButton, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EventList } from '@/components/activity/event-list'
import { Ago } from '@/components/shell/ago'
import { StateChip, StatusChip } from '@/components/shell/chips'
import { Id } from '@/components/shell/id'
import { Ip } from '@/components/shell/ip'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { InstanceView } from '@/lib/api/views/instances'
import { INSTANCE_ACTIONS, type InstanceAction } from '@/lib/domain/stateful-instance'
import css from './inspector.module.css'
import { ACTION_WORDS, attemptsText, machineCountText, originOf, workText } from './instance-words'
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
          <Facts instance={instance} />
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
      {reason && <p className={css.reason}>{reason}</p>}
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
          {ACTION_WORDS[action].verb}
        </ReasonButton>
      ))}
    </div>
  )
}

function Facts(props: { instance: InstanceView }) {
  const { instance } = props
  const { address, subnetId, addressStatus, publicIp } = instance
  const origin = originOf(instance)
  return (
    <dl className={css.facts}>
      <Fact name="Private IP">
        {address ? (
          <span className={css.line}>
            <Link href={paths.address(address, subnetId ?? undefined)}>
              <Ip address={address} strong plain />
            </Link>
            {addressStatus && <StatusChip status={addressStatus} />}
          </span>
        ) : (
          'None while it has no machine'
        )}
        {address && subnetId && (
          <span className={css.small}>
            <Link href={paths.subnet(subnetId, { address })}>See it on the map</Link>
          </span>
        )}
      </Fact>
      <Fact name="Why this address">
        {instance.addressWhy || origin.text}
        {instance.addressWhy !== '' && (
          <span className={css.small}>
            {origin.tag}. {origin.text}
          </span>
        )}
      </Fact>
      <Fact name="ENI">
        {instance.interfaceId ? <Id value={instance.interfaceId} /> : 'Created at the first resume'}
      </Fact>
      <Fact name="Elastic IP">
        {publicIp ? (
          <span className={css.line}>
            <Ip address={publicIp.address} plain /> <Id value={publicIp.id} />
          </span>
        ) : (
          (instance.publicIpWarning ?? 'None')
        )}
      </Fact>
      <Fact name="Instance now">
        {instance.machineId ? (
          <span className={css.line}>
            <span>
              <Id value={instance.machineId} />, {machineCountText(instance.machineCount)}
            </span>
          </span>
        ) : instance.machineCount === 0 ? (
          'None, never resumed'
        ) : (
          `None, had ${instance.machineCount.toLocaleString('en')} so far`
        )}
      </Fact>
      <Fact name="Zone and subnet">
        {instance.zone ?? 'No zone'}
        {subnetId && (
          <>
            , <Link href={paths.subnet(subnetId)}>{subnetId}</Link>
          </>
        )}
      </Fact>
      <Fact name="In this state since">
        <Ago at={instance.stateSince} />
      </Fact>
      <Fact name="Created">
        <Ago at={instance.createdAt} />
      </Fact>
    </dl>
  )
}

const Fact = (props: { name: string; children: ReactNode }) => (
  <div className={css.fact}>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </div>
)

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
