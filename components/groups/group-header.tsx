'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconPencil, IconPlayerPlay, IconRotateClockwise, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { type ReactNode, useRef, useState } from 'react'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import { ReasonButton, ReasonLink } from '@/components/form/reason-button'
import { LookBack } from '@/components/moment/moment-bar'
import type { ShownMoment } from '@/components/moment/shown-moment'
import type { MomentState } from '@/components/moment/use-moment'
import { usePast } from '@/components/moment/use-then'
import { useActionReason } from '@/components/shell/action-reason'
import { StateChip } from '@/components/shell/chips'
import { PageHeader } from '@/components/shell/page-header'
import type { DrillActions, GroupActions, RollingActions } from '@/lib/api/actions'
import { PAST_REASON } from '@/lib/api/moment'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { GroupCommand } from '@/lib/api/schemas/commands'
import type { GroupView } from '@/lib/api/views/groups'
import type { ActionName } from '@/lib/auth/doors'
import { plural, say } from '@/lib/domain/plural'
import { DeleteGroup } from './group-delete'
import { ScaleGroup } from './group-scale'
import css from './group-screen.module.css'
import { capacityText, isShort, limitsText, placeText, saysMore } from './group-words'

/** Their forms are of use only to whoever opens them. */
const RollingDialog = dynamic(() =>
  import('@/components/rolling/rolling-dialog').then((it) => it.RollingDialog),
)
const RehearseGroup = dynamic(() => import('@/components/drills/drill-dialog').then((it) => it.RehearseGroup))

type Dialog = 'none' | 'resume' | 'scale' | 'rolling' | 'rehearse' | 'delete'

/** The head of a group: where it is, how it is, and what can be done with it as a whole. */
export function GroupHeader(props: {
  view: GroupView
  actions: GroupActions & RollingActions & DrillActions
  travel: MomentState
}) {
  const { view, actions, travel } = props
  const past = !travel.isNow
  const { row } = view
  const [dialog, setDialog] = useState<Dialog>('none')
  const close = () => setDialog('none')
  // Once opened it stays, so that the focus goes back to where it came from when it is closed.
  const rolled = useRef(false)
  rolled.current ||= dialog === 'rolling'
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Groups', href: paths.groups() }]}
        title={row.name}
        aside={placeText(row)}
        sub={
          past ? (
            <PastCounts groupId={row.id} moment={travel.shown} one={row.member} />
          ) : (
            <span className={css.sub}>
              <span className={css.capacity}>
                <b data-short={isShort(row) || undefined}>{capacityText(row)}</b>; {limitsText(row)}
              </span>
              {row.states.filter(saysMore(row)).map((state) => (
                <StateChip key={state.text} sentence={state} />
              ))}
            </span>
          )
        }
        actions={
          <>
            <LookBack state={travel} />
            {view.state === 'live' && <Ways view={view} onOpen={setDialog} why={past ? PAST_REASON : null} />}
          </>
        }
      />
      <ResumeToTarget view={view} opened={dialog === 'resume'} onClose={close} actions={actions} />
      <ScaleGroup row={row} opened={dialog === 'scale'} onClose={close} actions={actions} />
      {rolled.current && (
        <RollingDialog view={view} opened={dialog === 'rolling'} onClose={close} actions={actions} />
      )}
      {dialog === 'rehearse' && (
        <RehearseGroup groupId={row.id} name={row.name} opened onClose={close} actions={actions} />
      )}
      <DeleteGroup view={view} opened={dialog === 'delete'} onClose={close} actions={actions} />
    </>
  )
}

/** How many there were, and how many of them ran. */
function PastCounts(props: { groupId: string; moment: ShownMoment | null; one: string }) {
  const { data } = usePast(props.groupId, props.moment)
  if (!data) return null
  const members = data.kind === 'stateful' ? data.instances : data.vms
  const active = members.filter(({ state }) => state === 'active').length
  return (
    <span
      className={css.capacity}
    >{`${plural(members.length, props.one)} then, ${say(active)} of them active`}</span>
  )
}

/** `why`: why nothing can be done; null: it can. */
function Ways(props: { view: GroupView; onOpen: (dialog: Dialog) => void; why: string | null }) {
  const { view, onOpen, why } = props
  if (why !== null) return <ClosedWays why={why} />
  return (
    <>
      {view.belowTarget > 0 && (
        <ReasonButton
          action="applyCommand"
          hint={`Resumes ${say(view.belowTarget)}`}
          onClick={() => onOpen('resume')}
        >
          Resume up to target
        </ReasonButton>
      )}
      <ReasonButton variant="default" action="applyCommand" onClick={() => onOpen('scale')}>
        Scale
      </ReasonButton>
      <ReasonLink
        variant="default"
        action="saveDraft"
        href={paths.editGroup(view.row.id)}
        leftSection={<IconPencil size={15} aria-hidden />}
      >
        Edit
      </ReasonLink>
      <Menu position="bottom-end" shadow="none" keepMounted={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions">
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <RollingItem groupId={view.row.id} onOpen={() => onOpen('rolling')} />
          <Item
            action="startDrill"
            icon={<IconPlayerPlay size={15} aria-hidden />}
            onOpen={() => onOpen('rehearse')}
          >
            Rehearse an interruption
          </Item>
          <Item
            ends
            action="applyCommand"
            icon={<IconTrash size={15} aria-hidden />}
            onOpen={() => onOpen('delete')}
          >
            Delete group
          </Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** One run at a time: while one lives, the item says so. */
function RollingItem(props: { groupId: string; onOpen: () => void }) {
  const { data } = useQuery(queries.rolling(props.groupId))
  return (
    <Item
      action="startRolling"
      icon={<IconRotateClockwise size={15} aria-hidden />}
      why={data?.blocked ?? null}
      onOpen={props.onOpen}
    >
      Rolling recycle…
    </Item>
  )
}

/** What cannot be chosen says why below its name: `why`, or that the role is not enough for `action`. */
function Item(props: {
  action: ActionName
  icon: ReactNode
  why?: string | null
  ends?: boolean
  onOpen: () => void
  children: ReactNode
}) {
  const why = useActionReason(props.action) ?? props.why ?? null
  return (
    <Menu.Item
      leftSection={props.icon}
      aria-disabled={why !== null || undefined}
      data-off={why !== null || undefined}
      closeMenuOnClick={why === null}
      className={props.ends && why === null ? `${css.item} ${css.ends}` : css.item}
      onClick={() => {
        if (why === null) props.onOpen()
      }}
    >
      {props.children}
      {why !== null && <span className={css.why}>{why}</span>}
    </Menu.Item>
  )
}

/** The same buttons, that say why they do nothing. */
const ClosedWays = ({ why }: { why: string }) => (
  <>
    {['Scale', 'Edit', 'Rolling recycle', 'Delete group'].map((label) => (
      <ReasonButton key={label} variant="default" reason={why} onClick={() => undefined}>
        {label}
      </ReasonButton>
    ))}
  </>
)

/** A9: resumes paused instances, in pool order, until target is reached. */
function ResumeToTarget(props: {
  view: GroupView
  opened: boolean
  onClose: () => void
  actions: GroupActions
}) {
  const client = useQueryClient()
  const groupId = props.view.row.id
  const command: GroupCommand = { kind: 'resume-to-target', groupId }
  return (
    <ConfirmPlan
      opened={props.opened}
      onClose={props.onClose}
      title="Resume up to target"
      verb="Resume up to target"
      action="applyCommand"
      loadPlan={() => props.actions.planCommand(command)}
      apply={(proof, requestKey) => props.actions.applyCommand(command, requestKey, proof)}
      onDone={() => void client.invalidateQueries({ queryKey: queries.group(groupId).queryKey })}
    />
  )
}
