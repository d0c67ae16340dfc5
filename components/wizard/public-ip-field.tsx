'use client'

import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Ip } from '@/components/shell/ip'
import { StatusSquare } from '@/components/shell/status-square'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './pool.module.css'
import { moveItem, whyNotPublicIp } from './public-ip-choice'
import { PublicIpSearch } from './public-ip-search'
import shared from './wizard.module.css'
import { useProblem, useWizard } from './wizard-context'

const PATH = 'persistence.publicIpPool'

/** Which Elastic IPs the group hands out, in the order in which it does (A8). */
export function PublicIpField() {
  const { form, values } = useWizard()
  const chosen = values.persistence.publicIpPool
  const problem = useProblem(PATH)
  const [said, setSaid] = useState('')
  const set = (ids: readonly string[]) =>
    form.setValue(PATH, [...ids], { shouldDirty: true, shouldTouch: true, shouldValidate: true })
  const refreshPersistence = (ids: readonly string[]) => {
    set(ids)
    // "At least one persistence feature" stands at the checkbox and hangs on this list too.
    if (form.getFieldState('persistence.maintainPrivateIp').error)
      void form.trigger('persistence.maintainPrivateIp')
  }
  return (
    <div className={shared.field}>
      <label className={shared.label} htmlFor={fieldId(PATH)}>
        Elastic IP pool
      </label>
      <p className={shared.hint} id={`${fieldId(PATH)}-hint`}>
        Each instance takes the next free one at its first launch and keeps it.
      </p>
      <div className={css.box} data-bad={problem !== null || undefined}>
        <ChosenIps chosen={chosen} onChange={refreshPersistence} say={setSaid} />
        <PublicIpSearch
          chosen={chosen}
          onAdd={(id) => refreshPersistence([...chosen, id])}
          invalid={problem !== null}
        />
      </div>
      <span className={css.said} role="status">
        {said}
      </span>
      {problem && (
        <p className={shared.error} id={`${fieldId(PATH)}-error`}>
          {problem}
        </p>
      )}
      <ChangedMark path={PATH} />
    </div>
  )
}

function ChosenIps(props: {
  chosen: readonly string[]
  onChange: (ids: readonly string[]) => void
  say: (text: string) => void
}) {
  const { network, groupId } = useWizard()
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
    document.getElementById(fieldId(PATH))?.focus()
  }
  if (props.chosen.length === 0) return null
  return (
    <ol className={css.rows} aria-label="Chosen Elastic IPs, in the order they are handed out" ref={list}>
      {props.chosen.map((id, at) => {
        const ip = network.publicIps.find((item) => item.id === id)
        const reason = ip ? whyNotPublicIp(ip, groupId) : 'not in the inventory any more'
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
              {ip ? `${id}, ` : ''}
              {reason ?? lowerFirst(ip?.stateText ?? '')}
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
