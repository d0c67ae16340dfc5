'use client'

import { useElementSize } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import type { CapacityView } from '@/lib/api/views/capacity'
import type { TimeSpan } from '@/lib/domain/thin-points'
import { CapacityMarks } from './capacity-marks'
import { CapacityReadout, readingText } from './capacity-readout'
import type { SeriesLabels } from './capacity-words'
import css from './chart.module.css'
import { ChartDrawing } from './chart-drawing'
import { chartGeometry, highestCount, pointAt } from './chart-geometry'
import { groupMarks, type MarkGroup } from './mark-groups'
import { MarksDetail } from './marks-detail'
import { useReading } from './use-reading'

const HEIGHT = 320
/** Two buttons of marks stand this far apart, so that each can be hit by a finger's edge. */
const MARK_ROOM = 44

/** Step lines of a group's capacity over `span`, with what happened marked above them. `view.points` is not empty. */
export function CapacityChart(props: {
  groupId: string
  name: string
  view: CapacityView
  span: TimeSpan
  labels: SeriesLabels
}) {
  const { view, span } = props
  const { ref, width } = useElementSize()
  return (
    <div ref={ref} className={css.chart} style={{ minHeight: HEIGHT }}>
      {width > 0 && <Sized {...props} view={view} span={span} width={width} />}
    </div>
  )
}

function Sized(props: {
  groupId: string
  name: string
  view: CapacityView
  span: TimeSpan
  labels: SeriesLabels
  width: number
}) {
  const { view, span, labels, width } = props
  // While time passes, points leave at the left; the one in force there stays.
  const points = useMemo(
    () => view.points.slice(Math.max(pointAt(view.points, span.from), 0)),
    [view.points, span.from],
  )
  const geometry = useMemo(
    () => chartGeometry(span, highestCount(points), { width, height: HEIGHT }),
    [span, points, width],
  )
  const groups = useMemo(
    () =>
      groupMarks(
        view.marks.filter(({ until }) => Date.parse(until) >= span.from),
        (at) => geometry.x(Math.max(Date.parse(at), span.from)),
        MARK_ROOM,
      ),
    [view.marks, geometry, span.from],
  )
  const [openedAt, setOpenedAt] = useState<string | null>(null)
  const opened =
    groups.find(({ at, until }) => openedAt !== null && at <= openedAt && openedAt <= until) ?? null
  const reading = useReading(points, geometry)
  const thinned = view.recorded > view.points.length
  const said = readingText(points, reading.atKeyboard, { labels, thinned })
  return (
    <>
      <div className={css.plotBox} style={{ height: HEIGHT }}>
        <ChartDrawing
          points={points}
          geometry={geometry}
          span={span}
          marks={groups}
          read={reading.index}
          opened={opened}
        />
        <CapacityMarks
          groups={groups}
          width={width}
          opened={opened}
          onToggle={(group: MarkGroup) => setOpenedAt(group === opened ? null : group.at)}
        />
        <div
          className={css.plot}
          style={{
            left: geometry.left,
            top: geometry.top,
            width: geometry.right - geometry.left,
            height: geometry.bottom - geometry.top,
          }}
          role="slider"
          tabIndex={0}
          aria-label={`Capacity of ${props.name}, change by change`}
          aria-orientation="horizontal"
          aria-valuemin={1}
          aria-valuemax={points.length}
          aria-valuenow={reading.atKeyboard + 1}
          aria-valuetext={said}
          {...reading.handlers}
        />
        {reading.index !== null && (
          <CapacityReadout
            points={points}
            index={reading.index}
            geometry={geometry}
            labels={labels}
            thinned={thinned}
          />
        )}
      </div>
      {opened && <MarksDetail groupId={props.groupId} group={opened} onClose={() => setOpenedAt(null)} />}
    </>
  )
}
