'use client'

import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useMemo, useRef, useState } from 'react'
import { ScrollRegion } from '@/components/shell/scroll-region'
import { SearchField } from '@/components/shell/search-field'
import { matchesText } from '@/lib/api/table-order'
import type { ImportLine } from '@/lib/api/views/imports'
import css from './import-plan.module.css'

const LINE_HEIGHT = 38
/** Fewer lines than this are found by looking. */
const SEARCH_FROM = 12

/** One part of the plan, collapsible: 50,000 lines are no more to draw than those in sight. */
export function ImportLines(props: {
  title: string
  /** What the part means, in a sentence. */
  text: string
  lines: readonly ImportLine[]
  /** How many there are; more than `lines` where the list was cut. */
  count: number
  initiallyOpen: boolean
}) {
  const { lines, count } = props
  const [open, setOpen] = useState(props.initiallyOpen)
  const [text, setText] = useState('')
  const id = useId()
  const found = useMemo(
    () =>
      text.trim() === ''
        ? lines
        : lines.filter((line) => matchesText(`${line.kindText} ${line.id} ${line.label} ${line.what}`, text)),
    [lines, text],
  )
  if (count === 0) return null
  return (
    <section className={css.part} aria-label={props.title}>
      <h3 className={css.partHead}>
        <UnstyledButton
          className={css.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={15} aria-hidden className={css.chevron} data-open={open || undefined} />
          {props.title}
          <span className={css.count}>{count.toLocaleString('en')}</span>
          <span className={css.meaning}>{props.text}</span>
        </UnstyledButton>
      </h3>
      <div id={id} hidden={!open}>
        {open && (
          <>
            {lines.length > SEARCH_FROM && (
              <div className={css.find}>
                <SearchField label={`Search ${props.title.toLowerCase()}`} value={text} onChange={setText} />
                <span className={css.meaning} role="status">
                  {found.length === lines.length
                    ? ''
                    : `${found.length.toLocaleString('en')} of ${lines.length.toLocaleString('en')}`}
                </span>
              </div>
            )}
            <Lines lines={found} label={props.title} />
            {count > lines.length && (
              <p className={css.meaning}>
                The first {lines.length.toLocaleString('en')} are listed; all {count.toLocaleString('en')} are
                applied.
              </p>
            )}
          </>
        )}
      </div>
    </section>
  )
}

function Lines(props: { lines: readonly ImportLine[]; label: string }) {
  const { lines } = props
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
    initialRect: { width: 900, height: 360 },
    useFlushSync: false,
  })
  if (lines.length === 0) return <p className={css.meaning}>Nothing matches. Change the search.</p>
  return (
    <ScrollRegion ref={scroller} className={css.scroll} aria-label={`${props.label}, list`}>
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          return line === undefined ? null : (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
              className={css.line}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <span className={css.kind}>{line.kindText}</span>
              <span className={css.lineId}>
                <code>{line.id}</code>
                {line.label !== '' && line.label !== line.id && <span> {line.label}</span>}
              </span>
              <span className={css.what}>{line.what}</span>
            </li>
          )
        })}
      </ul>
    </ScrollRegion>
  )
}
