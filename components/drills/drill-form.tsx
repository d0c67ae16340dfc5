'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { DialogFoot } from '@/components/form/dialog-foot'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import { newRequestKey } from '@/components/form/request-key'
import { errorSentence } from '@/components/shell/states'
import type { DrillActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { type DrillScopeInput, type DrillValues, drillValuesSchema } from '@/lib/api/schemas/drills'
import type { DrillScopeView } from '@/lib/api/views/drills'
import { DrillFields } from './drill-fields'
import { newDrill, seedOf } from './drill-form-values'
import css from './drills.module.css'

type FormProps = {
  scope: DrillScopeInput
  choices: DrillScopeView
  actions: DrillActions
  onClose: () => void
}

/** What happens, to whom, and for how long; playing it opens the drill's page. */
export function DrillForm(props: FormProps) {
  const { choices } = props
  const form = useForm<DrillValues>({
    // Any seed will do, and it is shown, so that the same drill can be played again.
    defaultValues: newDrill(props.scope, seedOf(newRequestKey())),
    mode: 'onChange',
    resolver: zodResolver(drillValuesSchema, undefined, { raw: true }),
  })
  const { busy, problem, start } = useStart({ ...props, form })
  const idle = choices.running === 0
  return (
    <form noValidate onSubmit={form.handleSubmit(start)} className={css.form}>
      <p className={css.soft}>
        It is played on a copy of {choices.groups === 1 ? 'the group' : `${choices.groups} groups`} with
        simulated time. Nothing real is touched.
      </p>
      <DrillFields form={form} choices={choices} />
      <Problem text={problem ?? (idle ? NOTHING_RUNS : null)} />
      <DialogFoot action="startDrill" tight>
        <Button variant="default" onClick={props.onClose} disabled={busy}>
          Cancel
        </Button>
        <ReasonButton action="startDrill" type="submit" loading={busy} reason={idle ? NOTHING_RUNS : null}>
          Play
        </ReasonButton>
      </DialogFoot>
    </form>
  )
}

const NOTHING_RUNS = 'Nothing runs here that an interruption could take. Resume instances first.'

/** Sends the form: what is wrong with a field goes there, everything else stands above the buttons. */
function useStart(props: FormProps & { form: ReturnType<typeof useForm<DrillValues>> }) {
  const { form, actions } = props
  const client = useQueryClient()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  /** One intention: a retry after a lost connection repeats it, other values are another. */
  const asked = useRef<{ readonly said: string; readonly key: string } | null>(null)
  const keyFor = (values: DrillValues): string => {
    const said = JSON.stringify(values)
    if (asked.current?.said !== said) asked.current = { said, key: newRequestKey() }
    return asked.current.key
  }
  const start = async (values: DrillValues) => {
    setBusy(true)
    setProblem(null)
    const result = await actions
      .startDrill(values, keyFor(values))
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error), fields: [] }) as const)
    if (!result.ok) {
      setBusy(false)
      const here = result.fields.filter(({ path }) => path.replace(/^values\./, '') in values)
      for (const { path, message } of here)
        form.setError(path.replace(/^values\./, '') as keyof DrillValues, { message })
      return setProblem(here.length > 0 ? null : result.message)
    }
    void client.invalidateQueries({ queryKey: queries.drills().queryKey })
    router.push(paths.drill(result.value.drillId))
  }
  return { busy, problem, start }
}
