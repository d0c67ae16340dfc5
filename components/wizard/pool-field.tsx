'use client'

import { type ClipboardEvent, type KeyboardEvent, useMemo, useState } from 'react'
import { parsePool, parsePoolEntry } from '@/lib/domain/pool'
import type { RangeSet } from '@/lib/domain/ranges'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './pool.module.css'
import { PoolMembers } from './pool-members'
import { readSlices } from './pool-reading'
import {
  addMembers,
  addSlices,
  commitPending,
  describePending,
  LONG_PASTE,
  readPoolText,
  removeMembers,
  replaceMember,
  typeInto,
  viewPending,
  withPending,
} from './pool-text'
import { applyVerdicts, type PoolRow } from './pool-verdicts'
import shared from './wizard.module.css'
import { useProblem, useWizard } from './wizard-context'

const PATH = 'persistence.privateIpPool'

/** Lets the browser draw and answer before the next slice. */
const breathe = () => new Promise<void>((go) => setTimeout(go))

/** The pool's one value and what can be done to it; the field and the map beside it share this. */
export function usePool() {
  const { form, values } = useWizard()
  const value = values.persistence.privateIpPool
  const text = useMemo(() => readPoolText(value), [value])
  const [reading, setReading] = useState(false)
  const set = (next: string) => {
    if (next !== value)
      form.setValue(PATH, next, { shouldDirty: true, shouldTouch: true, shouldValidate: true })
  }
  return {
    value,
    ...text,
    set,
    reading,
    /** A long paste: what is typed or picked meanwhile stays. */
    paste: async (pasted: string) => {
      set(withPending(value, ''))
      setReading(true)
      const slices = await readSlices(pasted, breathe)
      form.setValue(PATH, addSlices(form.getValues(PATH), slices), {
        shouldDirty: true,
        shouldTouch: true,
        shouldValidate: true,
      })
      setReading(false)
    },
    pick: (ranges: readonly string[]) => set(addMembers(value, parsePool(ranges.join('\n')).entries)),
    unpick: (ranges: readonly string[]) => set(removeMembers(value, parsePool(ranges.join('\n')).entries)),
    remove: (ranges: RangeSet) => set(removeMembers(value, ranges)),
    replace: (row: PoolRow, suggestion: string) => {
      const read = parsePoolEntry(suggestion)
      if (read.ok) set(replaceMember(value, row.entry, [read.value]))
    },
  }
}

export function PoolField() {
  const { values, check, unreadableTold, tellUnreadable } = useWizard()
  const enabled = values.persistence.maintainPrivateIp
  const pool = usePool()
  const rows = useMemo(() => applyVerdicts(pool.members, check.view), [pool.members, check.view])
  const pending = useMemo(
    () => viewPending({ finished: pool.finished, pending: pool.pending }),
    [pool.finished, pool.pending],
  )
  const problem = useProblem(PATH)
  const commit = () => {
    tellUnreadable(true)
    pool.set(commitPending(pool.value))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    commit()
  }
  // Lines go straight into the list: a browser lays out every one of them in the input first, which takes seconds.
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData('text/plain')
    if (!pasted.includes('\n')) return
    event.preventDefault()
    const { selectionStart, selectionEnd } = event.currentTarget
    const whole = pool.pending.slice(0, selectionStart) + pasted + pool.pending.slice(selectionEnd)
    tellUnreadable(true)
    if (whole.length < LONG_PASTE) pool.set(typeInto(pool.value, whole))
    else void pool.paste(whole)
  }
  const words = describePending(pending)
  const unreadableWords =
    pending.unreadable.length > 0 && unreadableTold && pool.pending !== '' ? 'Cannot be read yet' : ''
  return (
    <div className={shared.field}>
      <label className={shared.label} htmlFor={fieldId(PATH)}>
        Private IP Pool
      </label>
      <p className={shared.hint} id={`${fieldId(PATH)}-hint`}>
        {enabled
          ? 'One paused instance per address. Type or paste addresses, ranges and CIDRs, or pick them on the map.'
          : 'Kept as typed, but not used while Maintain private IP is off.'}
      </p>
      <div
        className={css.box}
        data-off={!enabled || undefined}
        data-bad={(enabled && problem !== null) || undefined}
      >
        <div className={css.inputRow}>
          <textarea
            id={fieldId(PATH)}
            className={`${css.input} ${css.mono}`}
            rows={1}
            value={pool.pending}
            placeholder="10.0.1.16-21"
            disabled={!enabled}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby={`${fieldId(PATH)}-hint ${fieldId(PATH)}-adds${problem ? ` ${fieldId(PATH)}-error` : ''}`}
            aria-invalid={(enabled && problem !== null) || undefined}
            onChange={(event) => {
              const text = event.currentTarget.value
              tellUnreadable(text.includes('\n'))
              pool.set(typeInto(pool.value, text))
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={commit}
          />
          <span className={css.adds} id={`${fieldId(PATH)}-adds`} aria-live="polite">
            {pool.reading ? 'Reading what was pasted…' : words || unreadableWords}
          </span>
        </div>
        <PoolMembers
          rows={rows}
          set={pool.finished.set()}
          enabled={enabled}
          onRemove={pool.remove}
          onReplace={pool.replace}
        />
      </div>
      {enabled && problem && (
        <p className={shared.error} id={`${fieldId(PATH)}-error`}>
          {problem}
        </p>
      )}
      <ChangedMark path={PATH} />
    </div>
  )
}
