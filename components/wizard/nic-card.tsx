'use client'

import { IconChevronDown, IconChevronRight, IconChevronUp, IconCopy, IconX } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { NicValues } from '@/lib/api/schemas/wizard'
import { MAXIMUM_INTERFACES } from '@/lib/domain/group'
import { fieldId, nicName, nicOfPath, nicPath } from './fields'
import css from './nic-card.module.css'
import { NicFields } from './nic-fields'
import { summariseNic } from './nic-summary'
import { useWizard } from './wizard-context'

type Hands = {
  onMove: (by: number) => void
  onCopy: () => void
  onRemove: () => void
  onPrimary: () => void
  onWork: () => void
}

/** One interface: closed a line that says what it is, open its fields. Alt and the arrow keys move it. */
export function NicCard(props: Hands & { nic: NicValues; at: number; count: number }) {
  const { nic, at } = props
  const { nicView, network, problems } = useWizard()
  const open = nicView.isOpen(nic.key)
  const name = nicName(nic.name, at)
  const bodyId = `${fieldId('persistence.nics')}-${nic.key}`
  const toMend = problems.filter(({ path }) => nicOfPath(path)?.at === at).length
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    // In the fields below these keys are the fields'.
    if (!(event.target as HTMLElement).closest('[data-head]')) return
    event.preventDefault()
    const by = event.key === 'ArrowUp' ? -1 : 1
    if (at + by >= 0 && at + by < props.count) props.onMove(by)
  }
  return (
    <li
      className={css.card}
      data-nic={nic.key}
      data-bad={(!open && toMend > 0) || undefined}
      onFocus={props.onWork}
      onKeyDown={onKeyDown}
    >
      <div className={css.head} data-head>
        <button
          type="button"
          className={css.toggle}
          aria-expanded={open}
          aria-controls={open ? bodyId : undefined}
          aria-label={`Network interface ${name}`}
          aria-describedby={`${bodyId}-summary`}
          onClick={() => nicView.setOpen(nic.key, !open)}
        >
          {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          <span className={css.name}>{name}</span>
        </button>
        <label className={css.primary}>
          <input
            type="radio"
            name="persistence-nics-primary"
            id={fieldId(nicPath(at, 'primary'))}
            checked={nic.primary}
            onChange={props.onPrimary}
            aria-label={`${name} is primary`}
          />
          Primary
        </label>
        <NicTools {...props} name={name} />
        <p className={css.summary} id={`${bodyId}-summary`}>
          {!open && summariseNic(nic, network)}
          {toMend > 0 && <span className={css.mend}>{toMend} to mend</span>}
        </p>
      </div>
      {open && (
        <div id={bodyId} className={css.body}>
          {/* Another place in the list has other paths: the fields begin anew there. */}
          <NicFields key={at} nic={nic} at={at} />
        </div>
      )}
    </li>
  )
}

function NicTools(props: Hands & { at: number; count: number; name: string }) {
  const { at, count, name } = props
  return (
    <span className={css.tools}>
      {count > 1 && (
        <>
          <button
            type="button"
            data-move="up"
            className={css.tool}
            disabled={at === 0}
            onClick={() => props.onMove(-1)}
            aria-label={`Move ${name} up`}
          >
            <IconChevronUp size={15} aria-hidden />
          </button>
          <button
            type="button"
            data-move="down"
            className={css.tool}
            disabled={at === count - 1}
            onClick={() => props.onMove(1)}
            aria-label={`Move ${name} down`}
          >
            <IconChevronDown size={15} aria-hidden />
          </button>
        </>
      )}
      <button
        type="button"
        className={css.tool}
        disabled={count >= MAXIMUM_INTERFACES}
        onClick={props.onCopy}
        aria-label={`Copy ${name}`}
      >
        <IconCopy size={14} aria-hidden />
      </button>
      <button
        type="button"
        className={css.tool}
        disabled={count === 1}
        title={count === 1 ? 'A VM needs at least one network interface' : undefined}
        onClick={props.onRemove}
        aria-label={`Remove ${name}`}
      >
        <IconX size={14} aria-hidden />
      </button>
    </span>
  )
}
