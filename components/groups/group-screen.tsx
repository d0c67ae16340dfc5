'use client'

import { Button, Progress, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useRef } from 'react'
import { activityFilter } from '@/components/activity/activity-filter'
import { EventFeed } from '@/components/activity/event-feed'
import { GroupDrift } from '@/components/drift/drift-note'
import { GroupChanges } from '@/components/moment/group-changes'
import { MomentBar } from '@/components/moment/moment-bar'
import { ShowMoment } from '@/components/moment/shown-moment'
import { useMoment } from '@/components/moment/use-moment'
import { RollingPart } from '@/components/rolling/rolling-part'
import { PageHeader } from '@/components/shell/page-header'
import { ScreenSkeleton } from '@/components/shell/screen-skeleton'
import { EmptyState, ErrorState, errorSentence } from '@/components/shell/states'
import { UndoChange, useUndo } from '@/components/undo/undo-change'
import type { DrillActions, GroupActions, RollingActions, TaskActions, UndoActions } from '@/lib/api/actions'
import { NOT_TOLD } from '@/lib/api/moment'
import { paths } from '@/lib/api/paths'
import { queries, ReadError } from '@/lib/api/queries'
import { type GroupView, isPooledView, isStatefulView } from '@/lib/api/views/groups'
import { many, wordsOf } from '@/lib/domain/cloud-words'
import { plural, say } from '@/lib/domain/plural'
import { ConfigurationTab } from './configuration-tab'
import { GroupCapacity } from './group-capacity'
import { GroupHeader } from './group-header'
import { GroupInstances } from './group-instances'
import { GroupMapTab } from './group-map-tab'
import { GroupNetwork } from './group-network'
import css from './group-screen.module.css'
import { GroupVms } from './group-vms'
import { instancesLeft, workShare } from './group-words'
import { PooledNetwork } from './pooled-network'

const GROUP_TABS = [
  'instances',
  'network',
  'map',
  'capacity',
  'schedule',
  'activity',
  'configuration',
] as const
type GroupTab = (typeof GROUP_TABS)[number]

const LABELS: Record<GroupTab, string> = {
  instances: 'Instances',
  network: 'Network',
  map: 'Map',
  capacity: 'Capacity',
  schedule: 'Schedule',
  activity: 'Activity',
  configuration: 'Configuration',
}

const MISSING = 404

/** What reads and words schedules is of no use to the other tabs. */
const ScheduleTab = dynamic(() => import('@/components/schedule/schedule-tab').then((it) => it.ScheduleTab))

/** One group. `groupId`; `actions`: plan and apply. Wants `queries.group`, `instances` and `tasks` prefetched. */
export function GroupScreen(props: {
  groupId: string
  actions: GroupActions & TaskActions & RollingActions & DrillActions & UndoActions
}) {
  const { data, error, refetch } = useQuery({
    ...queries.group(props.groupId),
    // A group that is gone stays gone: asking again only delays the answer.
    retry: (count, failure) => !isMissing(failure) && count < 2,
  })
  if (isMissing(error)) return <Gone groupId={props.groupId} sentence={errorSentence(error)} />
  if (data?.state === 'deleted')
    return (
      <Gone
        groupId={props.groupId}
        sentence={`${data.row.name} was deleted. Its history stays under Activity.`}
      />
    )
  if (data) return <Group view={data} actions={props.actions} />
  if (error)
    return (
      <>
        <PageHeader title="Group" breadcrumbs={[{ label: 'Groups', href: paths.groups() }]} />
        <div className={css.card}>
          <ErrorState title="The group could not be read" error={error} retry={() => void refetch()} />
        </div>
      </>
    )
  return <ScreenSkeleton />
}

const isMissing = (error: unknown): boolean => error instanceof ReadError && error.status === MISSING

function Gone(props: { groupId: string; sentence: string }) {
  return (
    <>
      <PageHeader title="No such group" breadcrumbs={[{ label: 'Groups', href: paths.groups() }]} />
      <div className={css.card}>
        <EmptyState
          title={props.sentence}
          text="Who held which address, and when, is still answered by Activity and Addresses."
          action={
            <>
              <Button component={Link} href={paths.activity({ group: props.groupId })}>
                Its activity
              </Button>
              <Button component={Link} href={paths.groups()} variant="default">
                All groups
              </Button>
            </>
          }
        />
      </div>
    </>
  )
}

function Group(props: {
  view: GroupView
  actions: GroupActions & TaskActions & RollingActions & DrillActions & UndoActions
}) {
  const { view, actions } = props
  const undo = useUndo()
  const [tab, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(GROUP_TABS).withDefault('instances').withOptions({ history: 'push' }),
  )
  const travel = useMoment({ group: view.row.id })
  const past = !travel.isNow
  const shown = past && !TOLD_TABS.includes(tab) ? 'instances' : tab
  return (
    <ShowMoment moment={travel.shown}>
      <GroupHeader view={view} actions={actions} travel={travel} />
      {!past && view.state === 'deleting' && <Deleting view={view} />}
      <MomentBar state={travel} />
      {!past && <RollingPart row={view.row} actions={actions} />}
      {!past && <GroupDrift groupId={view.row.id} />}
      {travel.shown && travel.shown.with !== null && COMPARED_TABS.includes(shown) && (
        <GroupChanges
          groupId={view.row.id}
          moment={{ ...travel.shown, with: travel.shown.with }}
          one={view.row.member}
          of={shown === 'configuration' ? 'settings' : 'members'}
        />
      )}
      <Tabs
        value={shown}
        onChange={(value) => void setTab(GROUP_TABS.find((one) => one === value) ?? 'instances')}
        keepMounted={false}
        classNames={{ list: css.tabs, tab: css.tab }}
      >
        <Tabs.List aria-label={view.row.name}>
          {GROUP_TABS.map((one) => (
            <Tabs.Tab key={one} value={one} {...(past && !TOLD_TABS.includes(one) ? UNTOLD : {})}>
              {one === 'instances' && isPooledView(view) ? membersLabel(view) : LABELS[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {past && <p className={css.untold}>{NOT_TOLD}</p>}
        {(travel.isNow || travel.shown) && (
          <Panels view={view} actions={actions} onUndo={past ? null : undo.open} />
        )}
      </Tabs>
      <UndoChange seq={undo.seq} onClose={undo.close} actions={actions} />
    </ShowMoment>
  )
}

/** What can be looked at as it was; the activity tells of every moment anyway. */
const TOLD_TABS: readonly GroupTab[] = ['instances', 'map', 'activity', 'configuration']
/** Those above which stands what differs between two moments; the map marks it itself. */
const COMPARED_TABS: readonly GroupTab[] = ['instances', 'configuration']
const UNTOLD = { disabled: true, title: NOT_TOLD } as const

function Panels(props: {
  view: GroupView
  actions: GroupActions & TaskActions
  onUndo: ReturnType<typeof useUndo>['open'] | null
}) {
  const { view, actions, onUndo } = props
  return (
    <>
      <Tabs.Panel value="instances">
        {isPooledView(view) ? (
          <GroupVms view={view} actions={actions} />
        ) : (
          <GroupInstances view={view} actions={actions} />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="network">
        {isStatefulView(view) && <GroupNetwork view={view} />}
        {isPooledView(view) && <PooledNetwork view={view} />}
      </Tabs.Panel>
      <Tabs.Panel value="map">
        <GroupMapTab view={view} />
      </Tabs.Panel>
      <Tabs.Panel value="capacity">
        <GroupCapacity view={view} />
      </Tabs.Panel>
      <Tabs.Panel value="schedule">
        <ScheduleTab view={view} actions={actions} />
      </Tabs.Panel>
      <Tabs.Panel value="activity">
        <section className={css.padded} aria-label="Events">
          <EventFeed
            filter={activityFilter({ group: view.row.id })}
            without={['group']}
            {...(onUndo ? { onUndo } : {})}
          />
        </section>
      </Tabs.Panel>
      <Tabs.Panel value="configuration">
        <ConfigurationTab view={view} />
      </Tabs.Panel>
    </>
  )
}

/** What borrows from its pools is called what the cloud calls its machines: "VMs". */
const membersLabel = ({ config }: GroupView): string => many(wordsOf(config.cloud).machine)

/** How far the deletion is: measured from the most instances seen since this page was opened. */
function Deleting(props: { view: GroupView }) {
  const { row, config } = props.view
  const pooled = isPooledView(props.view)
  const stateful = useQuery({ ...queries.instances(row.id), enabled: !pooled })
  const lent = useQuery({ ...queries.vms(row.id), enabled: pooled })
  const instances = pooled ? lent.data : stateful.data
  const left = instances?.length ?? instancesLeft(row)
  const most = useRef(left)
  most.current = Math.max(most.current, left)
  const behind = most.current - left + left * workShare(instances ?? [])
  const share = most.current === 0 ? 1 : behind / most.current
  return (
    <div className={css.deleting} role="status">
      <p>
        {row.name} is being deleted:{' '}
        {left === 0 ? 'the last step is under way' : `${plural(left, row.member)} left`}
        {most.current > left && ` of ${say(most.current)}`}. {pooled ? 'The' : 'Its'}{' '}
        {many(wordsOf(config.cloud).publicIp)} {pooled && 'of its pools '}are kept.
      </p>
      <Progress size="sm" value={share * 100} aria-label="Deletion" />
    </div>
  )
}
