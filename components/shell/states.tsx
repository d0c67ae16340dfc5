import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './states.module.css'

/** Nothing here yet: a sentence that invites, and what to do. `action`: one or two buttons. `compact` inside a card. */
export function EmptyState(props: {
  title: string
  text?: ReactNode
  action?: ReactNode
  compact?: boolean
}) {
  return (
    <div className={css.state} data-compact={props.compact || undefined}>
      <p className={css.title}>{props.title}</p>
      {props.text != null && <div className={css.text}>{props.text}</div>}
      {props.action != null && <div className={css.action}>{props.action}</div>}
    </div>
  )
}

/** A read failed: the server's sentence (an Error or a text) and Try again. `title` names what could not be read. */
export function ErrorState(props: { error: unknown; retry?: () => void; title?: string; compact?: boolean }) {
  return (
    <div className={css.state} data-compact={props.compact || undefined} role="alert">
      <p className={css.title}>{props.title ?? 'This could not be read'}</p>
      <div className={css.text}>{errorSentence(props.error)}</div>
      {props.retry && (
        <div className={css.action}>
          <Button variant="default" onClick={props.retry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  )
}

/** What to say about something caught: the sentence it carries, or that the server is out of reach. */
export function errorSentence(error: unknown): string {
  if (typeof error === 'string') return error
  if (error instanceof TypeError)
    return 'The server cannot be reached. Check that Holdfast is running, then try again.'
  if (error instanceof Error && error.message !== '') return error.message
  return 'Something unexpected happened. Try again in a moment.'
}

/** Grey rows of the height the real ones will have. `rows` 5 by default, `height` 44 px. `label` is what is loading. */
export function RowsSkeleton(props: { rows?: number; height?: number; label?: string }) {
  return (
    <div className={css.rows} role="status" aria-label={`Loading ${props.label ?? 'rows'}`}>
      {Array.from({ length: props.rows ?? 5 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={row} className={css.row} style={{ height: props.height ?? 44 }}>
          <span className={css.bone} style={{ width: `${18 - (row % 3) * 3}%` }} />
          <span className={css.bone} style={{ width: `${14 + (row % 2) * 4}%` }} />
          <span className={css.bone} style={{ width: `${22 - (row % 4) * 2}%` }} />
        </div>
      ))}
    </div>
  )
}

/** One grey line or block. `width` and `height` as CSS lengths or px. */
export function Bone(props: { width?: number | string; height?: number | string }) {
  return (
    <span
      className={css.bone}
      style={{ width: props.width ?? '100%', height: props.height ?? 12 }}
      aria-hidden
    />
  )
}
