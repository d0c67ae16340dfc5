'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { newRequestKey } from '@/components/form/request-key'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { InventoryActions } from '@/lib/api/actions'
import { sendImport } from '@/lib/api/send-import'
import type { ImportView } from '@/lib/api/views/imports'
import { addFiles, filesOf, type Picked } from './file-list'
import { changeText } from './import-words'

export type ImportPhase = 'choosing' | 'reading' | 'planned' | 'applying' | 'applied'

/**
 * The life of one import.
 *
 *   choosing ──read──▶ reading ──▶ planned ──apply──▶ applying ──▶ applied ──▶ choosing
 *      ▲                  │           │                   │
 *      └──── failed ──────┘ ◀─discard─┘ ◀───── failed ────┘ (the plan stays)
 *
 * A failure keeps everything: the files, the pasted text, the plan. Nothing is parsed here; files travel as they are.
 */
export function useImport(actions: InventoryActions) {
  const client = useQueryClient()
  const [phase, setPhase] = useState<ImportPhase>('choosing')
  const [picked, setPicked] = useState<readonly Picked[]>([])
  const [pasted, setPasted] = useState('')
  const [plan, setPlan] = useState<ImportView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [result, setResult] = useState<string | null>(null)
  // Cancel and Discard make an answer that is still on its way worthless.
  const round = useRef(0)
  const requestKey = useRef('')

  const read = async () => {
    const mine = ++round.current
    setPhase('reading')
    setProblem(null)
    setResult(null)
    const answer = await settled(() => sendImport(filesOf(picked, pasted)))
    if (mine !== round.current) return
    if (!answer.ok) {
      setProblem(answer.message)
      setPhase('choosing')
      return
    }
    requestKey.current = newRequestKey()
    setPlan(answer.value)
    setPhase('planned')
  }

  const apply = async () => {
    if (plan === null) return
    setPhase('applying')
    setProblem(null)
    const answer = await settled(() => actions.applyImport(plan.uploadId, requestKey.current))
    if (!answer.ok) {
      setProblem(answer.message)
      setPhase('planned')
      return
    }
    notify.done(answer.message ?? 'Inventory imported', changeText(answer.value))
    setResult(changeText(answer.value))
    setPlan(null)
    setPicked([])
    setPasted('')
    setPhase('applied')
    void client.invalidateQueries()
  }

  /** Back to the files, which stay as they were chosen. */
  const discard = () => {
    round.current++
    setPlan(null)
    setProblem(null)
    setPhase('choosing')
  }

  return {
    phase,
    picked,
    pasted,
    plan,
    problem,
    result,
    setPasted,
    addFiles: (files: readonly File[]) => {
      setResult(null)
      setPicked((before) => addFiles(before, files))
    },
    removeFile: (key: string) => setPicked((before) => before.filter((one) => one.key !== key)),
    read,
    apply,
    discard,
  }
}

export type Import = ReturnType<typeof useImport>

/** A server that cannot be reached throws; here that is one more sentence. */
async function settled<T>(
  call: () => Promise<
    { ok: true; value: T; message: string | null } | { readonly ok: false; readonly message: string }
  >,
) {
  try {
    return await call()
  } catch (error) {
    return { ok: false, message: errorSentence(error) } as const
  }
}
