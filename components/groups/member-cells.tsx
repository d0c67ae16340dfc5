import { Tooltip, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { agoText, exactText, stillText } from '@/components/shell/ago-text'
import { StateChip } from '@/components/shell/chips'
import { useNow } from '@/components/shell/clock'
import type { InstanceView } from '@/lib/api/views/instances'
import { attemptsText } from './instance-words'
import css from './member-cells.module.css'

/** Like `Ago`, with the browser's own tooltip: ours would cost as much as the rest of the row. */
export function Since(props: { at: string }) {
  const now = useNow()
  return (
    <span className={css.soft}>
      <time dateTime={props.at} title={now === null ? undefined : exactText(props.at)}>
        {now === null ? stillText(props.at) : agoText(props.at, now)}
      </time>
    </span>
  )
}

/** The state as a sentence, the work under way or else why it is so. `children`: what follows from it. */
export function MemberState(props: {
  of: Pick<InstanceView, 'sentence' | 'work'>
  why: string | null
  stop: boolean
  children?: ReactNode
}) {
  const { sentence, work } = props.of
  const failed = work && attemptsText(work)
  return (
    <span className={css.state}>
      <StateChip sentence={sentence} />
      {work && (
        <span className={css.work}>
          {work.text}
          {work.steps > 1 && (
            <>
              ,{' '}
              <span className={css.nowrap}>
                {work.step} of {work.steps}
              </span>
            </>
          )}
          {failed && <Failures text={failed} attempts={work.attempts} stop={props.stop} />}
        </span>
      )}
      {!work && props.why !== null && (
        <span className={`${css.work} ${css.short}`} title={props.why}>
          {props.why}
        </span>
      )}
      {props.children}
    </span>
  )
}

function Failures(props: { text: string; attempts: number; stop: boolean }) {
  return (
    <>
      {', '}
      <Tooltip label={props.text} multiline maw={360} events={{ hover: true, focus: true, touch: true }}>
        <span className={css.failures} tabIndex={props.stop ? 0 : -1} data-above>
          {props.attempts === 1 ? '1 failure' : `${props.attempts} failures`}
          <VisuallyHidden>: {props.text}</VisuallyHidden>
        </span>
      </Tooltip>
    </>
  )
}
