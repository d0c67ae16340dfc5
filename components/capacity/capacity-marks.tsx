'use client'

import { Tooltip } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { MarkedKind } from '@/lib/domain/capacity-marks'
import css from './chart.module.css'
import { groupWords, type MarkGroup } from './mark-groups'
import { MarkIcon } from './mark-icon'

const MOST_SAID = 99
/** Half of the widest button: none hangs over the edge of the chart. */
const EDGE = 21

/** What happened, above the lines: one tab stop, arrow keys from one to the next, and a click says more. */
export function CapacityMarks(props: {
  groups: readonly MarkGroup[]
  width: number
  opened: MarkGroup | null
  onToggle: (group: MarkGroup) => void
}) {
  const { groups } = props
  const bar = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState<string | null>(null)
  if (groups.length === 0) return null
  const found = groups.findIndex(({ at }) => at === stop)
  const reachable = found >= 0 ? found : groups.length - 1

  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: reachable - 1, ArrowRight: reachable + 1, Home: 0, End: groups.length - 1 }[
      event.key
    ]
    if (to === undefined) return
    event.preventDefault()
    const next = Math.min(Math.max(to, 0), groups.length - 1)
    setStop(groups[next]?.at ?? null)
    bar.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div ref={bar} className={css.marks} role="toolbar" aria-label="Events" onKeyDown={onKeyDown}>
      {groups.map((group, place) => {
        const words = groupWords(group)
        const opened = group === props.opened
        return (
          <Tooltip
            key={group.at}
            label={words}
            multiline
            maw={320}
            events={{ hover: true, focus: true, touch: false }}
          >
            <button
              type="button"
              className={css.mark}
              style={{ left: Math.min(Math.max(group.x, EDGE), props.width - EDGE) }}
              tabIndex={place === reachable ? 0 : -1}
              aria-label={words}
              aria-expanded={opened}
              data-tone={toneOf(group)}
              onFocus={() => setStop(group.at)}
              onClick={() => props.onToggle(group)}
            >
              <MarkIcon kind={group.marks[0]?.kind ?? 'group-scaled'} />
              {group.count > 1 && <span>{group.count > MOST_SAID ? `${MOST_SAID}+` : group.count}</span>}
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}

const TONES: Partial<Record<MarkedKind, 'bad' | 'warn'>> = {
  'instance-failed': 'bad',
  'vm-failed': 'bad',
  'instance-rolled-back': 'bad',
  'pool-exhausted': 'bad',
  'task-refused': 'warn',
  'task-missed': 'warn',
  'instance-interrupted': 'warn',
  'vm-interrupted': 'warn',
}

/** That of the worst. */
const toneOf = ({ marks }: MarkGroup) => TONES[marks[0]?.kind ?? 'group-scaled'] ?? 'calm'
