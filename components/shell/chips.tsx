import type { ReactNode } from 'react'
import { statusWords } from '@/lib/api/status-words'
import type { StateSentence, Tone } from '@/lib/api/views/instances'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'
import css from './chips.module.css'
import { StatusSquare } from './status-square'

export { StatusSquare } from './status-square'

/**
 * A quiet pill. `tone`: 'plain' (default) or a state's tone, which adds a mark of its own shape, so that colour is
 * never the only sign. `mark={false}` leaves the mark out where the words carry it.
 */
export function Chip(props: { tone?: Tone | 'plain'; mark?: boolean; title?: string; children: ReactNode }) {
  const tone = props.tone ?? 'plain'
  return (
    <span className={css.chip} data-tone={tone} title={props.title}>
      {tone !== 'plain' && props.mark !== false && <span className={css.mark} aria-hidden />}
      <span className={css.words}>{props.children}</span>
    </span>
  )
}

/** The state of a group or an instance, said as a sentence: `sentence` is a StateSentence of the views. */
export function StateChip(props: { sentence: StateSentence; title?: string }) {
  return (
    <Chip tone={props.sentence.tone} title={props.title}>
      {props.sentence.text}
    </Chip>
  )
}

/** The status of an address as square and words. `text` replaces the words ("Resting until 14:02"). */
export function StatusChip(props: { status: AddressStatus; text?: string; cloud?: Cloud }) {
  return (
    <span className={css.chip} data-tone="plain">
      <StatusSquare status={props.status} size={10} />
      <span className={css.words}>{props.text ?? statusWords(props.status, props.cloud)}</span>
    </span>
  )
}
