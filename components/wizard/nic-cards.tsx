'use client'

import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { MAXIMUM_INTERFACES } from '@/lib/domain/group'
import { ChangedMark } from './field'
import { fieldId, nicPath } from './fields'
import { focusField } from './focus-field'
import { NicCard } from './nic-card'
import css from './nic-card.module.css'
import { addNic, copyNic, hasPools, makePrimary, removeNic } from './nic-list'
import { moveItem } from './public-ip-choice'
import { RemoveNicDialog } from './remove-nic-dialog'
import shared from './wizard.module.css'
import { usePooled, useProblem, useWizard } from './wizard-context'

const PATH = 'persistence.nics'
const MOST = `A VM has ${MAXIMUM_INTERFACES} network interfaces at most`

/** The interfaces of every VM, one card each, and what can be done to the list of them. */
export function NicCards() {
  const { nicView } = useWizard()
  const { nics } = usePooled()
  const problem = useProblem(PATH)
  const edit = useNicEdit()
  return (
    <section className={shared.field} aria-label="Network interfaces">
      <h3 className={css.title}>Network interfaces</h3>
      <p className={shared.hint}>Every VM gets all of them; exactly one is primary.</p>
      {problem && (
        <p className={shared.error} id={`${fieldId(PATH)}-error`}>
          {problem}
        </p>
      )}
      <ol className={css.list} ref={edit.list}>
        {nics.map((nic, at) => (
          <NicCard
            key={nic.key}
            nic={nic}
            at={at}
            count={nics.length}
            onMove={(by) => edit.move(at, by)}
            onCopy={() => edit.copy(at)}
            onRemove={() => (hasPools(nic) ? edit.ask(at) : edit.remove(at))}
            onPrimary={() => edit.choosePrimary(at)}
            onWork={() => nicView.choose(nic.key)}
          />
        ))}
      </ol>
      <Button
        id={fieldId(PATH)}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={nics.length >= MAXIMUM_INTERFACES}
        onClick={edit.add}
        aria-describedby={problem ? `${fieldId(PATH)}-error` : undefined}
      >
        Add network interface
      </Button>
      {nics.length >= MAXIMUM_INTERFACES && <p className={shared.under}>{MOST}.</p>}
      <span className={css.said} role="status">
        {edit.said}
      </span>
      <ChangedMark path={PATH} />
      <RemoveNicDialog
        nic={edit.asked === null ? null : (nics[edit.asked] ?? null)}
        onKeep={() => edit.ask(null)}
        onRemove={() => edit.asked !== null && edit.remove(edit.asked)}
      />
    </section>
  )
}

/** The list's changes, each with where the focus goes and what is said of it. */
function useNicEdit() {
  const { form, nicView } = useWizard()
  const { nics } = usePooled()
  const [said, say] = useState('')
  const [asked, ask] = useState<number | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const focusAfter = useRef<string | null>(null)
  // A moved card is another place in the document; the focus goes with it.
  useEffect(() => {
    if (focusAfter.current === null) return
    list.current?.querySelector<HTMLElement>(focusAfter.current)?.focus()
    focusAfter.current = null
  })

  const put = (next: typeof nics) => {
    // What was said stood at a place in the list, and another interface may stand there now.
    const marked = form.getFieldState(PATH).error !== undefined
    form.clearErrors(PATH)
    form.setValue(PATH, next, { shouldDirty: true, shouldTouch: true })
    if (marked) void form.trigger(PATH)
  }
  const open = (next: typeof nics, at: number) => {
    put(next)
    const key = next[at]?.key
    if (key) nicView.setOpen(key, true)
    focusField(nicPath(at, 'name'))
  }
  return {
    list,
    said,
    asked,
    ask,
    add: () => {
      const next = addNic(nics)
      open(next, next.length - 1)
      say(`${next.at(-1)?.name} added`)
    },
    copy: (at: number) => {
      const next = copyNic(nics, at)
      open(next, at + 1)
      say(`${next[at + 1]?.name} is a copy of ${nics[at]?.name}, without its pools`)
    },
    move: (at: number, by: number) => {
      const next = moveItem(nics, at, by)
      const to = at + by
      const atEnd = to === 0 || to === nics.length - 1
      const way = (atEnd ? to === 0 : by > 0) ? 'down' : 'up'
      focusAfter.current = `[data-nic="${nics[at]?.key}"] [data-move="${way}"]`
      put(next)
      say(`${nics[at]?.name} is now ${to + 1} of ${nics.length}`)
    },
    choosePrimary: (at: number) => {
      put(makePrimary(nics, at))
      say(`${nics[at]?.name} is primary now`)
    },
    remove: (at: number) => {
      ask(null)
      put(removeNic(nics, at))
      say(`${nics[at]?.name} removed`)
      requestAnimationFrame(() => document.getElementById(fieldId(PATH))?.focus())
    },
  }
}
