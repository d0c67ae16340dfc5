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
import { exampleIn, type WizardPool } from './pools'
import shared from './wizard.module.css'
import { usePool, useProblem, useWizard } from './wizard-context'

/** Lets the browser draw and answer before the next slice. */
const breathe = () => new Promise<void>((go) => setTimeout(go))

/** The value of one pool and what can be done to it; the field and the map beside it share this. */
export function usePoolEdit({ path, text: value }: Pick<WizardPool, 'path' | 'text'>) {
  const { form } = useWizard()
  const text = useMemo(() => readPoolText(value), [value])
  const [reading, setReading] = useState(false)
  const put = (next: string) =>
    form.setValue(path, next, { shouldDirty: true, shouldTouch: true, shouldValidate: true })
  const set = (next: string) => {
    if (next !== value) put(next)
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
      put(addSlices(form.getValues(path), slices))
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

/** A private IP pool: typed, pasted, or picked on the map. `poolKey`: which of the form's. */
export function PoolField({ poolKey, hint }: { poolKey: string; hint: string }) {
  const { typedIn, setTypedIn, network } = useWizard()
  const judged = usePool(poolKey)
  const subnet = network.subnets.find(({ id }) => id === judged.subnetIds[0])
  const { enabled, check, path } = judged
  const pool = usePoolEdit(judged)
  const rows = useMemo(() => applyVerdicts(pool.members, check.view), [pool.members, check.view])
  const pending = useMemo(
    () => viewPending({ finished: pool.finished, pending: pool.pending }),
    [pool.finished, pool.pending],
  )
  const problem = useProblem(path)
  const commit = () => {
    setTypedIn(null)
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
    setTypedIn(null)
    if (whole.length < LONG_PASTE) pool.set(typeInto(pool.value, whole))
    else void pool.paste(whole)
  }
  const words = describePending(pending)
  const unreadableWords =
    pending.unreadable.length > 0 && typedIn !== poolKey && pool.pending !== '' ? 'Cannot be read yet' : ''
  return (
    <div className={shared.field}>
      <label className={shared.label} htmlFor={fieldId(path)}>
        Private IP Pool
      </label>
      <p className={shared.hint} id={`${fieldId(path)}-hint`}>
        {hint}
      </p>
      <div
        className={css.box}
        data-off={!enabled || undefined}
        data-bad={(enabled && problem !== null) || undefined}
      >
        <div className={css.inputRow}>
          <textarea
            id={fieldId(path)}
            className={`${css.input} ${css.mono}`}
            rows={1}
            value={pool.pending}
            placeholder={exampleIn(subnet?.cidrs[0])}
            disabled={!enabled}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby={`${fieldId(path)}-hint ${fieldId(path)}-adds${problem ? ` ${fieldId(path)}-error` : ''}`}
            aria-invalid={(enabled && problem !== null) || undefined}
            onChange={(event) => {
              const text = event.currentTarget.value
              setTypedIn(text.includes('\n') ? null : poolKey)
              pool.set(typeInto(pool.value, text))
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={commit}
          />
          <span className={css.adds} id={`${fieldId(path)}-adds`} aria-live="polite">
            {pool.reading ? 'Reading what was pasted…' : words || unreadableWords}
          </span>
        </div>
        <PoolMembers
          pool={judged}
          rows={rows}
          set={pool.finished.set()}
          onRemove={pool.remove}
          onReplace={pool.replace}
        />
      </div>
      {enabled && problem && (
        <p className={shared.error} id={`${fieldId(path)}-error`}>
          {problem}
        </p>
      )}
      <ChangedMark path={path} />
    </div>
  )
}
