'use client'

import { Button, SegmentedControl } from '@mantine/core'
import { IconChartLine, IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { exactText } from '@/components/shell/ago-text'
import { useNow } from '@/components/shell/clock'
import { EmptyState, ErrorState } from '@/components/shell/states'
import { queries } from '@/lib/api/queries'
import { CAPACITY_WINDOWS, type CapacityView, type CapacityWindow } from '@/lib/api/views/capacity'
import { say } from '@/lib/domain/plural'
import type { TimeSpan } from '@/lib/domain/thin-points'
import { CapacityChart } from './capacity-chart'
import { CapacityLegend } from './capacity-legend'
import { CapacitySkeleton } from './capacity-skeleton'
import { CapacityTable } from './capacity-table'
import { countsText, fittingWindow, labelsOf, type SeriesLabels, WINDOW_LABELS } from './capacity-words'
import css from './chart.module.css'

const FORMS = ['chart', 'table'] as const
const URL_KEYS = {
  window: parseAsStringLiteral(CAPACITY_WINDOWS),
  form: parseAsStringLiteral(FORMS).withDefault('chart'),
}

type Group = {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly persistence: Parameters<typeof labelsOf>[0]
}

/** How a group's capacity went: a chart or a table of a window of time, live. */
export function CapacityPart(props: { group: Group }) {
  const { group } = props
  const now = useNow()
  const [url, setUrl] = useQueryStates(URL_KEYS, { history: 'replace', clearOnDefault: true })
  const [fitting] = useState(() => fittingWindow((now ?? 0) - Date.parse(group.createdAt)))
  const window = url.window ?? fitting
  const read = useQuery({
    ...queries.capacity(group.id, window),
    placeholderData: (before) => before,
  })
  const labels = useMemo(() => labelsOf(group.persistence), [group.persistence])
  const asTable = url.form === 'table'
  return (
    <section
      className={css.card}
      aria-label="Capacity"
      data-form={url.form}
      data-old={read.isPlaceholderData || undefined}
    >
      <div className={css.head}>
        <SegmentedControl
          aria-label="Time shown"
          size="xs"
          data={CAPACITY_WINDOWS.map((value) => ({ value, label: WINDOW_LABELS[value] }))}
          value={window}
          onChange={(value) => void setUrl({ window: CAPACITY_WINDOWS.find((one) => one === value) ?? null })}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={
            asTable ? <IconChartLine size={14} aria-hidden /> : <IconTable size={14} aria-hidden />
          }
          onClick={() => void setUrl({ form: asTable ? 'chart' : 'table' })}
        >
          {asTable ? 'Show as chart' : 'Show as table'}
        </Button>
      </div>
      {read.data ? (
        <Content
          group={group}
          view={read.data}
          span={spanOf(read.data, window, (now ?? 0) - read.dataUpdatedAt)}
          labels={labels}
          asTable={asTable}
        />
      ) : read.error ? (
        <ErrorState
          compact
          title="The capacity could not be read"
          error={read.error}
          retry={() => void read.refetch()}
        />
      ) : (
        <CapacitySkeleton />
      )}
    </section>
  )
}

/** Time goes on after a view was read; a window goes with it. */
function spanOf(view: CapacityView, window: CapacityWindow, sinceRead: number): TimeSpan {
  const passed = Math.max(sinceRead, 0)
  return {
    from: Date.parse(view.from) + (window === 'all' ? 0 : passed),
    to: Date.parse(view.to) + passed,
  }
}

function Content(props: {
  group: Group
  view: CapacityView
  span: TimeSpan
  labels: SeriesLabels
  asTable: boolean
}) {
  const { group, view, labels } = props
  const now = view.points.at(-1)
  if (!now)
    return <EmptyState compact title="Nothing recorded yet" text="The lines begin with the first change." />
  const isNew = view.recorded === 1 && view.marks.length === 0 && now.at >= view.from
  return (
    <div className={css.content}>
      <CapacityLegend now={now} labels={labels} />
      {props.asTable ? (
        <CapacityTable groupId={group.id} view={view} labels={labels} />
      ) : isNew ? (
        <EmptyState
          compact
          title="Nothing has changed yet"
          text={`Since ${exactText(now.at)}: ${countsText(now, labels)}. The lines begin with the first change.`}
        />
      ) : (
        <CapacityChart groupId={group.id} name={group.name} view={view} span={props.span} labels={labels} />
      )}
      <Note view={view} asTable={props.asTable} />
    </div>
  )
}

function Note(props: { view: CapacityView; asTable: boolean }) {
  const { points, recorded } = props.view
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <p className={css.note}>
      Times are those of {zone}.
      {points.length < recorded &&
        ` ${say(points.length)} of ${say(recorded)} changes are shown, among them the highest and the lowest of every stretch; a shorter time shows more.`}
      {!props.asTable && ' Point at the chart, or go through it with the arrow keys, to read a moment.'}
    </p>
  )
}
