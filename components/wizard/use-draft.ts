'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { tellSignedOut } from '@/components/shell/signed-out'
import { errorSentence } from '@/components/shell/states'
import type { WizardActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { DraftView, WizardStep } from '@/lib/api/views/groups'
import { type Autosave, createAutosave, type SaveAnswer, type SaveState } from './autosave'
import { valuesOfDraft } from './form-values'
import { forgetTyped, keepTyped } from './kept-typing'
import { settle } from './settle'
import { useLatest } from './use-latest'

const browserTimers = {
  set: (run: () => void, ms: number) => window.setTimeout(run, ms),
  clear: (id: number) => window.clearTimeout(id),
}

/** The draft on the server (B7): follows the form, and says how it stands. */
export function useDraft(input: {
  form: UseFormReturn<WizardValues>
  draft: DraftView | null
  /** The draft has become a group: what it holds goes on as a draft of its own. */
  forked: boolean
  groupId: string | null
  step: WizardStep
  actions: WizardActions
  /** Whose typing is kept in this browser until it is saved; null where nobody has an account. */
  person: string | null
  /** A new draft's id goes into the address bar; resolves when it stands there. */
  onSaved: (draftId: string) => Promise<unknown>
}) {
  const { form, draft } = input
  const [state, setState] = useState<SaveState>(
    draft ? { kind: 'saved', at: draft.updatedAt } : { kind: 'clean' },
  )
  const own = draft && !input.forked ? draft : null
  const known = useRef<{ id: string | null; revision: number }>({
    id: own?.id ?? null,
    revision: own?.revision ?? 0,
  })
  // The draft that this one takes the place of; it goes when the new one is safe.
  const replaced = useRef(input.forked ? (draft?.id ?? null) : null)
  const latest = useLatest(input)
  const client = useQueryClient()
  const [autosave] = useState<Autosave>(() =>
    createAutosave({
      save: () => save(),
      show: (next) => {
        if (next.kind === 'saved') forgetTyped()
        setState(next)
      },
      timers: browserTimers,
    }),
  )

  async function save(): Promise<SaveAnswer> {
    const { actions, groupId, step, onSaved } = latest.current
    const { id, revision } = known.current
    const values = form.getValues()
    const answer = await settle(actions.saveDraft({ draftId: id, groupId, revision, step, values }))
    if (answer.ok) {
      known.current = { id: answer.value.id, revision: answer.value.revision }
      // Whoever waits for the save may leave the page next, and a change of the URL under way would call them back.
      if (answer.value.id !== id) await onSaved(answer.value.id)
      if (replaced.current) void settle(actions.discardDraft(replaced.current))
      replaced.current = null
      void client.invalidateQueries({ queryKey: ['groups'] })
      return { kind: 'saved', at: answer.value.updatedAt }
    }
    if (answer.kind === 'not-signed-in') tellSignedOut()
    if (answer.kind === 'draft-moved') return { kind: 'conflict', message: answer.message }
    // Discarded elsewhere: what is typed here becomes a draft of its own.
    if (answer.kind === 'unknown-draft') known.current = { id: null, revision: 0 }
    return { kind: 'failed', message: answer.message }
  }

  // A change without a name is a reset: another version that was loaded, not something typed.
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name }) => {
          if (name === undefined) return
          const { person, groupId } = latest.current
          if (person) keepTyped({ person, groupId, draftId: known.current.id, values: form.getValues() })
          autosave.changed()
        },
      }),
    [form, autosave, latest],
  )

  // Every step change is kept, also the mere place where the draft was left. After `latest` took the new step.
  const seenStep = useRef(input.step)
  useEffect(() => {
    if (seenStep.current === input.step) return
    seenStep.current = input.step
    if (known.current.id !== null) autosave.changed()
    void autosave.flush()
  }, [input.step, autosave])

  const fork = useCallback(() => {
    replaced.current = known.current.id ?? replaced.current
    known.current = { id: null, revision: 0 }
    autosave.changed()
    void autosave.flush()
  }, [autosave])
  const { forked } = input
  useEffect(() => {
    if (forked && known.current.id === null) fork()
  }, [forked, fork])

  // Left by a way that cannot ask (the back button, the palette): save what there is.
  useEffect(() => () => void autosave.flush(), [autosave])

  const readTheirs = useCallback(
    (id: string) => client.fetchQuery({ ...queries.draft(id), staleTime: 0 }),
    [client],
  )

  /** Settles a conflict with another tab; answers a sentence when it could not. */
  const settleConflict = useCallback(
    async (whose: 'mine' | 'theirs'): Promise<string | null> => {
      const { id } = known.current
      if (id === null) return null
      try {
        const theirs = await readTheirs(id)
        known.current = { id, revision: theirs.revision }
        if (whose === 'mine') await autosave.keepMine()
        else {
          form.reset(valuesOfDraft(theirs.values))
          autosave.takeTheirs(theirs.updatedAt)
        }
        return null
      } catch (error) {
        return errorSentence(error)
      }
    },
    [autosave, form, readTheirs],
  )

  return { state, autosave, settleConflict, fork, draftId: useCallback(() => known.current.id, []) }
}
