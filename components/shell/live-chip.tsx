'use client'

import { Tooltip } from '@mantine/core'
import { Chip } from './chips'
import { useLive } from './live'
import { FULL_RETRY_MS } from './live-stream'
import css from './shell.module.css'

const WORDS = {
  ...{ connecting: 'Connecting…', live: 'Live', reconnecting: 'Reconnecting…' },
  polling: `Every ${FULL_RETRY_MS / 1_000} s`,
} as const

const TONES = { connecting: 'busy', live: 'ok', reconnecting: 'warn', polling: 'calm' } as const

/** Whether what is shown follows the world; why not on hover and focus. */
export function LiveChip() {
  const { state, reason } = useLive()
  const why = reason ?? (state === 'live' ? 'Changes show as they happen.' : 'Opening the stream of changes.')
  return (
    <Tooltip label={why} events={{ hover: true, focus: true, touch: true }} multiline maw={280}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: focus is how the reason is reached by keyboard */}
      <span className={css.live} role="status" tabIndex={0}>
        <Chip tone={TONES[state]}>{WORDS[state]}</Chip>
      </span>
    </Tooltip>
  )
}
