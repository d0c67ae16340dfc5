'use client'

import { adviceSentence, durationText, FATE_WORDS, shortageSentence } from '@/lib/api/drill-messages'
import { type DrillReport, FATES } from '@/lib/domain/drill-report'
import { say } from '@/lib/domain/plural'
import { StateMark } from './drill-marks'
import { DrillPlayer } from './drill-player'
import css from './drills.module.css'
import { PlacesTable } from './places-table'

/** The report: figures at its head, the film of it, what ran out and what to change, and each place in words. */
export function DrillResult(props: { report: DrillReport }) {
  const { report } = props
  const { figures, seconds, ended } = report
  return (
    <div className={css.result}>
      <section className={css.figures} aria-label="Summary">
        <Figure label="Machines taken" value={`${say(figures.struck)} of ${say(figures.places)}`} />
        {FATES.map((fate) => (
          <Figure
            key={fate}
            label={FATE_WORDS[fate]}
            value={say(figures.byFate[fate])}
            state={fate === 'waiting' ? 'dark' : fate}
          />
        ))}
        <Figure label="Longest dark" value={durationText(figures.darkLongest)} />
        <Figure label="Median dark" value={durationText(figures.darkMedian)} />
        <Figure
          label={ended === 'settled' ? 'All settled after' : 'Not over after'}
          value={durationText(seconds)}
        />
      </section>
      <DrillPlayer report={report} />
      <div className={css.sides}>
        <Sentences
          title="What ran out"
          sentences={report.shortages.map(shortageSentence)}
          nothing="Nothing ran out."
        />
        <Sentences
          title="What to change"
          sentences={report.advice.map(adviceSentence)}
          nothing="Nothing: it went through as it is."
        />
      </div>
      <section>
        <h2 className={css.title}>What happened to each</h2>
        <PlacesTable report={report} />
      </section>
    </div>
  )
}

const Figure = (props: {
  label: string
  value: string
  state?: React.ComponentProps<typeof StateMark>['state']
}) => (
  <div className={css.figure}>
    <span className={css.label}>
      {props.state && <StateMark state={props.state} />} {props.label}
    </span>
    <b>{props.value}</b>
  </div>
)

const Sentences = (props: { title: string; sentences: readonly string[]; nothing: string }) => (
  <section className={css.part} aria-label={props.title}>
    <h2 className={css.title}>{props.title}</h2>
    {props.sentences.length === 0 ? (
      <p className={css.soft}>{props.nothing}</p>
    ) : (
      <ul>
        {props.sentences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    )}
  </section>
)
