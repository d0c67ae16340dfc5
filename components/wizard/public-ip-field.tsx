'use client'

import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Ip } from '@/components/shell/ip'
import { StatusSquare } from '@/components/shell/status-square'
import type { PublicIpView } from '@/lib/api/views/network'
import { many } from '@/lib/domain/cloud-words'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './pool.module.css'
import { moveItem } from './public-ip-choice'
import { PublicIpSearch } from './public-ip-search'
import shared from './wizard.module.css'
import { useCloud, useProblem, useWizard } from './wizard-context'

/** How one list of public IPs of the form differs from another. */
export type PublicIpPool = {
  readonly path: 'persistence.publicIpPool' | `persistence.nics.${number}.publicIpPool`
  readonly label: string
  readonly hint: string
  readonly chosen: readonly string[]
  /** What there is to choose from. */
  readonly ips: readonly PublicIpView[]
  /** Why one cannot be a member; null when it can. */
  readonly reasonOf: (ip: PublicIpView) => string | null
  /** What helps to choose one, beside its address. */
  readonly more: (ip: PublicIpView) => string
  /** The zones by which they are grouped; without them they stand in one list. */
  readonly zones: readonly string[]
}

/** Which public IPs the group hands out, in the order in which it does (A8, Z6). */
export function PublicIpField(props: PublicIpPool & { onChange: (ids: readonly string[]) => void }) {
  const { path, label, hint, chosen } = props
  const problem = useProblem(path)
  const [said, setSaid] = useState('')
  return (
    <div className={shared.field}>
      <label className={shared.label} htmlFor={fieldId(path)}>
        {label}
      </label>
      <p className={shared.hint} id={`${fieldId(path)}-hint`}>
        {hint}
      </p>
      <div className={css.box} data-bad={problem !== null || undefined}>
        <ChosenIps {...props} say={setSaid} />
        <PublicIpSearch
          {...props}
          onAdd={(id) => props.onChange([...chosen, id])}
          invalid={problem !== null}
        />
      </div>
      <span className={css.said} role="status">
        {said}
      </span>
      {problem && (
        <p className={shared.error} id={`${fieldId(path)}-error`}>
          {problem}
        </p>
      )}
      <ChangedMark path={path} />
    </div>
  )
}

function ChosenIps(
  props: PublicIpPool & { onChange: (ids: readonly string[]) => void; say: (text: string) => void },
) {
  const { network } = useWizard()
  const { publicIp } = useCloud().words
  const list = useRef<HTMLOListElement>(null)
  const focusAfter = useRef<string | null>(null)
  // A moved row is another place in the document; the focus goes with it.
  useEffect(() => {
    if (focusAfter.current === null) return
    list.current?.querySelector<HTMLElement>(focusAfter.current)?.focus()
    focusAfter.current = null
  })
  const addressOf = (id: string) => network.publicIps.find((ip) => ip.id === id)?.address ?? id
  const move = (at: number, by: number) => {
    const id = props.chosen[at]
    const moved = moveItem(props.chosen, at, by)
    if (id === undefined || moved[at] === id) return
    const end = at + by === 0 || at + by === moved.length - 1
    focusAfter.current = `[data-ip="${id}"] [data-move="${end ? (by < 0 ? 'down' : 'up') : by < 0 ? 'up' : 'down'}"]`
    props.onChange(moved)
    props.say(`${addressOf(id)} is now ${at + by + 1} of ${moved.length}`)
  }
  const remove = (id: string) => {
    props.onChange(props.chosen.filter((other) => other !== id))
    props.say(`${addressOf(id)} removed`)
    document.getElementById(fieldId(props.path))?.focus()
  }
  if (props.chosen.length === 0) return null
  return (
    <ol
      className={css.rows}
      aria-label={`${props.label}: chosen ${many(publicIp)}, in the order they are handed out`}
      ref={list}
    >
      {props.chosen.map((id, at) => {
        const ip = network.publicIps.find((item) => item.id === id)
        const reason = ip ? props.reasonOf(ip) : 'not in the inventory any more'
        return (
          <li
            key={id}
            data-ip={id}
            className={css.ipRow}
            data-bad={reason !== null || undefined}
            onKeyDown={(event) => {
              if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
              event.preventDefault()
              move(at, event.key === 'ArrowUp' ? -1 : 1)
            }}
          >
            <StatusSquare status={reason === null ? 'active' : 'foreign'} />
            <Ip address={ip?.address ?? id} plain />
            <small>
              {ip ? `${props.more(ip)}, ` : ''}
              {lowerFirst(reason ?? ip?.stateText ?? '')}
            </small>
            <span className={css.tools}>
              {props.chosen.length > 1 && (
                <>
                  <button
                    type="button"
                    data-move="up"
                    className={css.tool}
                    disabled={at === 0}
                    onClick={() => move(at, -1)}
                    aria-label={`Move ${addressOf(id)} up`}
                  >
                    <IconChevronUp size={15} aria-hidden />
                  </button>
                  <button
                    type="button"
                    data-move="down"
                    className={css.tool}
                    disabled={at === props.chosen.length - 1}
                    onClick={() => move(at, 1)}
                    aria-label={`Move ${addressOf(id)} down`}
                  >
                    <IconChevronDown size={15} aria-hidden />
                  </button>
                </>
              )}
              <button
                type="button"
                className={css.tool}
                onClick={() => remove(id)}
                aria-label={`Remove ${addressOf(id)}`}
              >
                <IconX size={14} aria-hidden />
              </button>
            </span>
          </li>
        )
      })}
    </ol>
  )
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
