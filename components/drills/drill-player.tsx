'use client'

import { ActionIcon, Button, Select, Slider } from '@mantine/core'
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { durationText } from '@/lib/api/drill-messages'
import { CELL_STATES, cellsAt, changesOf, countPlaces } from '@/lib/domain/drill-cells'
import type { DrillReport } from '@/lib/domain/drill-report'
import { DrillMap } from './drill-map'
import { StateMark } from './drill-marks'
import { CELL_WORDS } from './drill-words'
import css from './drills.module.css'
import { SPEEDS, useFilm } from './use-film'

/** The film of a drill: every address on the map of its subnets, at any moment of simulated time. */
export function DrillPlayer(props: { report: DrillReport }) {
  const { report } = props
  const changes = useMemo(() => changesOf(report), [report])
  const film = useFilm(report.seconds, changes)
  // Between two changes nothing moves: the map is drawn once for each.
  const shown = changes.findLast((one) => one <= film.at) ?? 0
  const cells = useMemo(() => cellsAt(report, 'private', shown), [report, shown])
  const publicCells = useMemo(() => cellsAt(report, 'public', shown), [report, shown])
  const counts = useMemo(() => countPlaces(report, shown), [report, shown])
  return (
    <section className={css.player} aria-label="Map of the drill">
      <Controls film={film} end={report.seconds} changes={changes} />
      <ul className={css.legend} aria-label={`At ${durationText(film.at)}`}>
        {CELL_STATES.filter((state) => state !== 'left').map((state) => (
          <li key={state}>
            <StateMark state={state} /> <b>{counts[state].toLocaleString('en')}</b>{' '}
            {CELL_WORDS[state].toLowerCase()}
          </li>
        ))}
        <li>
          <StateMark state="left" /> {CELL_WORDS.left.toLowerCase()}
        </li>
      </ul>
      <DrillMap subnets={report.subnets} cells={cells} publicCells={publicCells} at={film.at} />
    </section>
  )
}

function Controls(props: { film: ReturnType<typeof useFilm>; end: number; changes: readonly number[] }) {
  const { film, end, changes } = props
  const { at, playing } = film
  const before = changes.findLast((one) => one < at)
  const next = changes.find((one) => one > at)
  return (
    <div className={css.controls}>
      <Button
        className={css.play}
        onClick={film.toggle}
        leftSection={
          playing ? <IconPlayerPause size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />
        }
      >
        {playing ? 'Pause' : 'Play'}
      </Button>
      <ActionIcon
        variant="default"
        size={36}
        aria-label="Previous change"
        title={before === undefined ? 'This is the start.' : 'Previous change'}
        disabled={before === undefined}
        onClick={() => before !== undefined && film.seek(before)}
      >
        <IconPlayerSkipBack size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        aria-label="Next change"
        title={next === undefined ? 'This is the end.' : 'Next change'}
        disabled={next === undefined}
        onClick={() => next !== undefined && film.seek(next)}
      >
        <IconPlayerSkipForward size={15} aria-hidden />
      </ActionIcon>
      <Slider
        className={css.slider}
        thumbLabel="Simulated time"
        min={0}
        max={Math.max(1, end)}
        step={1}
        value={Math.min(at, Math.max(1, end))}
        onChange={film.seek}
        label={durationText}
        thumbProps={{ 'aria-valuetext': durationText(at) } as object}
      />
      <output className={css.time}>{durationText(at)}</output>
      <Select
        className={css.speed}
        aria-label="Speed"
        data={SPEEDS.map(({ value, label }) => ({ value, label }))}
        value={film.speed}
        onChange={(value) => value && film.setSpeed(value)}
        allowDeselect={false}
      />
    </div>
  )
}
