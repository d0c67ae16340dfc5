import { Tooltip, VisuallyHidden } from '@mantine/core'
import { ReasonButton } from '@/components/form/reason-button'
import { Ago } from '@/components/shell/ago'
import { Chip, StateChip } from '@/components/shell/chips'
import type { DataColumn } from '@/components/shell/data-table'
import { ShareBar } from '@/components/shell/share-bar'
import { draftName, GROUP_SORTS } from '@/lib/api/group-list'
import type { DraftRowView, GroupRowView, ListRow } from '@/lib/api/views/groups'
import { say } from '@/lib/domain/plural'
import css from './groups-list.module.css'
import { asClause, poolText, publicPoolText, stepText, whereText } from './groups-list-words'
import { poolShares } from './pool-use'

/** The columns of the groups list; a draft fills the same ones with what it has. */
export function groupColumns(onDiscard: (draft: DraftRowView) => void): DataColumn<ListRow>[] {
  return [
    {
      id: 'name',
      header: 'Group',
      narrow: 'title',
      width: '15%',
      sortValue: GROUP_SORTS.name,
      cell: (row) =>
        row.kind === 'group' ? <b className={css.name}>{row.group.name}</b> : <DraftName draft={row.draft} />,
    },
    {
      id: 'where',
      header: 'Where',
      width: '14%',
      sortValue: GROUP_SORTS.where,
      cell: (row) => (
        <span className={css.soft}>
          {row.kind === 'group'
            ? `${row.group.cloudLabel} · ${whereText(row.group)}`
            : `${row.draft.cloudLabel} · ${row.draft.region || 'no region yet'}`}
        </span>
      ),
    },
    {
      id: 'active',
      header: 'Active / paused / target',
      align: 'right',
      width: '16%',
      sortValue: GROUP_SORTS.active,
      cell: (row) => (row.kind === 'group' ? <Counts group={row.group} /> : null),
    },
    {
      id: 'pool',
      header: 'Private IP pool',
      width: '16%',
      sortValue: GROUP_SORTS.pool,
      cell: (row) => (row.kind === 'group' ? <Pool group={row.group} /> : <DraftPool draft={row.draft} />),
    },
    {
      id: 'state',
      header: 'State',
      width: '18%',
      sortValue: GROUP_SORTS.state,
      cell: (row) =>
        row.kind === 'group' ? (
          <States group={row.group} />
        ) : (
          <span className={css.soft}>{stepText(row.draft)}</span>
        ),
    },
    {
      id: 'last',
      header: 'Last event',
      sortValue: GROUP_SORTS.last,
      cell: (row) =>
        row.kind === 'group' ? (
          <LastEvent group={row.group} />
        ) : (
          <DraftWays draft={row.draft} onDiscard={onDiscard} />
        ),
    },
  ]
}

function DraftName(props: { draft: DraftRowView }) {
  return (
    <span className={css.draft}>
      <b className={css.name}>{draftName(props.draft)}</b>
      <Chip>{props.draft.groupId === null ? 'Draft' : 'Draft of changes'}</Chip>
      <VisuallyHidden component="span">, continue</VisuallyHidden>
    </span>
  )
}

function Counts(props: { group: GroupRowView }) {
  const { active, paused, capacity, lent } = props.group
  return (
    <>
      <span aria-hidden className={css.counts}>
        {say(active)} / {lent ? '–' : say(paused)} / {say(capacity.target)}
      </span>
      <VisuallyHidden component="span">
        {active} active, {lent ? '' : `${paused} paused, `}target {capacity.target}
      </VisuallyHidden>
    </>
  )
}

function Pool(props: { group: GroupRowView }) {
  const { pool } = props.group
  const lent = publicPoolText(props.group)
  return (
    <div className={css.pool}>
      {pool.size === 0 ? (
        <span className={css.soft}>{poolText(pool)}</span>
      ) : (
        <ShareBar parts={poolShares(pool)}>{poolText(pool)}</ShareBar>
      )}
      {lent && <div className={css.lent}>{lent}</div>}
    </div>
  )
}

function DraftPool(props: { draft: DraftRowView }) {
  const { poolSize } = props.draft
  const text = poolSize === 1 ? '1 address chosen' : `${poolSize.toLocaleString('en')} addresses chosen`
  return <span className={css.soft}>{poolSize === 0 ? 'No addresses chosen yet' : text}</span>
}

/** The worst sentence; the others by hover and focus. */
function States(props: { group: GroupRowView }) {
  const [worst, ...others] = props.group.states
  if (!worst) return null
  return (
    <span className={css.states}>
      <StateChip sentence={worst} />
      {others.length > 0 && (
        <Tooltip
          multiline
          maw={320}
          events={{ hover: true, focus: true, touch: true }}
          label={others.map((state) => <div key={state.text}>{state.text}</div>)}
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: focus is how the other sentences are reached by keyboard */}
          <span className={css.more} tabIndex={0} data-above>
            +{others.length} more
            <VisuallyHidden component="span">: {others.map((state) => state.text).join('. ')}</VisuallyHidden>
          </span>
        </Tooltip>
      )}
    </span>
  )
}

function LastEvent(props: { group: GroupRowView }) {
  const last = props.group.lastEvent
  if (!last) return <span className={css.soft}>Nothing yet</span>
  return (
    <span className={css.last}>
      <Ago at={last.at} still />, {asClause(last.text)}
    </span>
  )
}

function DraftWays(props: { draft: DraftRowView; onDiscard: (draft: DraftRowView) => void }) {
  return (
    <span className={css.ways}>
      <span className={css.soft}>
        <span className={css.continue} aria-hidden>
          Continue
        </span>
        , saved <Ago at={props.draft.updatedAt} still />
      </span>
      <ReasonButton
        action="discardDraft"
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-label={`Discard the draft of ${draftName(props.draft)}`}
        onClick={() => props.onDiscard(props.draft)}
      >
        Discard
      </ReasonButton>
    </span>
  )
}
