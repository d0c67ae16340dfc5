'use client'

import { Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconHistory } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { TOLD_LESS, toldLess } from '@/lib/api/moment'
import { Exact } from './exact'
import css from './moment.module.css'
import { MomentField } from './moment-field'
import { MomentSlider } from './moment-slider'
import type { MomentState } from './use-moment'

/** Opens the bar, where the page shows the present. */
export function LookBack(props: { state: MomentState }) {
  const { open, setOpen } = props.state
  if (open) return null
  return (
    <Button
      variant="default"
      leftSection={<IconHistory size={15} aria-hidden />}
      onClick={() => setOpen(true)}
    >
      Look back
    </Button>
  )
}

/** Says which moment is shown, and leads to every other: nothing while the page shows the present and it is closed. */
export function MomentBar(props: { state: MomentState }) {
  const { state } = props
  const { shown, moments, problem } = state
  if (!state.open) return null
  return (
    <section className={css.bar} aria-label="Look back" data-past={shown !== null || undefined}>
      <div className={css.line}>
        <p className={css.says} role="status">
          {problem !== null ? problem : <Says state={state} />}
        </p>
        <span className={css.ways}>
          {problem !== null && moments?.begin && (
            <Button size="xs" variant="default" onClick={() => state.goTo(moments.begin)}>
              To the first moment
            </Button>
          )}
          {shown && <CompareWays state={state} at={shown.at} other={shown.with} />}
          <Button size="xs" onClick={() => state.goTo(null)}>
            Back to now
          </Button>
        </span>
      </div>
      {shown && moments && toldLess(shown.at, moments.toldSince) && <p className={css.less}>{TOLD_LESS}</p>}
      {moments?.begin && <Travel state={state} moments={{ ...moments, begin: moments.begin }} />}
    </section>
  )
}

function Says({ state }: { state: MomentState }): ReactNode {
  const { shown, moments } = state
  if (!shown && !state.isNow) return 'Looking back …'
  if (!shown)
    return moments?.begin === null
      ? 'Nothing is on record yet, so there is no past to look at.'
      : 'Choose a moment of the record.'
  return (
    <>
      As it was on <Exact at={shown.at} />
      {shown.with !== null && <>, compared with {shown.with === 'now' ? 'now' : <Exact at={shown.with} />}</>}
    </>
  )
}

function CompareWays(props: { state: MomentState; at: string; other: string | null }) {
  const { state, at, other } = props
  if (other !== null)
    return (
      <Button size="xs" variant="default" onClick={() => state.compareWith(null)}>
        Stop comparing
      </Button>
    )
  const before = state.moments?.before ?? state.moments?.begin ?? at
  return (
    <>
      <Button size="xs" variant="default" onClick={() => state.compareWith('now')}>
        Compare with now
      </Button>
      <Button size="xs" variant="default" onClick={() => state.compareWith(before)}>
        With another moment
      </Button>
    </>
  )
}

function Travel(props: {
  state: MomentState
  moments: NonNullable<MomentState['moments']> & { readonly begin: string }
}) {
  const { state, moments } = props
  const at = state.shown?.at ?? moments.now
  const other = state.shown?.with ?? null
  return (
    <>
      <MomentSlider moments={moments} at={at} onMove={state.goTo} />
      <div className={css.tools}>
        <MomentField label="Moment" at={state.shown?.at ?? null} onMove={state.goTo} />
        {other !== null && (
          <MomentField label="Compared with" at={other === 'now' ? null : other} onMove={state.compareWith} />
        )}
        <span className={css.steps}>
          <Step
            to={moments.before}
            label="Event before"
            none="Nothing happened before this moment."
            icon={<IconChevronLeft size={14} aria-hidden />}
            onMove={state.goTo}
          />
          <Step
            to={moments.after}
            label="Event after"
            none="Nothing happened since this moment."
            icon={<IconChevronRight size={14} aria-hidden />}
            onMove={state.goTo}
          />
        </span>
        <span className={css.keys}>
          On the slider: arrows go from event to event, page up and down by an hour, with shift by a day.
        </span>
      </div>
    </>
  )
}

function Step(props: {
  to: string | null
  label: string
  none: string
  icon: ReactNode
  onMove: (at: string) => void
}) {
  const { to } = props
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={props.icon}
      title={to === null ? props.none : undefined}
      aria-disabled={to === null || undefined}
      data-disabled={to === null || undefined}
      onClick={() => to !== null && props.onMove(to)}
    >
      {props.label}
    </Button>
  )
}
