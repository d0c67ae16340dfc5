'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { TextInput } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import { notify } from '@/components/shell/notify'
import { Bone, ErrorState, errorSentence } from '@/components/shell/states'
import type { SettingsActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import { type AccountFormValues, accountFormSchema } from '@/lib/api/schemas/account-settings'
import type { AccountSettings } from '@/lib/domain/account-settings'
import css from './settings.module.css'

type Name = keyof AccountFormValues
type Form = UseFormReturn<AccountFormValues>

const FIELDS: readonly {
  readonly name: Name
  readonly label: string
  readonly hint: string
  readonly numeric: boolean
}[] = [
  {
    name: 'syncIntervalSeconds',
    label: 'Look at the whole account every (seconds)',
    hint: 'From 5 to 3,600. A look that takes long is followed by a longer rest.',
    numeric: true,
  },
  {
    name: 'interfacePerHour',
    label: 'Price of a network interface per hour',
    hint: 'AWS and Azure charge nothing for one.',
    numeric: true,
  },
  {
    name: 'publicIpPerHour',
    label: 'Price of a public IP per hour',
    hint: 'AWS and Azure charge 0.005 USD for a public IPv4 address, in use or not.',
    numeric: true,
  },
  { name: 'currency', label: 'Currency', hint: 'Three letters, such as USD or EUR.', numeric: false },
]

/** What holds for the whole account. Fields that are not being edited follow other tabs at once. */
export function AccountForm(props: { actions: SettingsActions }) {
  const settings = useQuery(queries.settings())
  if (settings.data) return <LoadedForm actions={props.actions} settings={settings.data} />
  if (settings.isError)
    return <ErrorState compact error={settings.error} retry={() => void settings.refetch()} />
  return (
    <div role="status" aria-label="Loading settings">
      <Bone height={210} />
    </div>
  )
}

function LoadedForm(props: { actions: SettingsActions; settings: AccountSettings }) {
  const form = useForm<AccountFormValues>({
    defaultValues: typedOf(props.settings),
    mode: 'onChange',
    resolver: zodResolver(accountFormSchema, undefined, { raw: true }),
  })
  const { busy, problem, save } = useSaveSettings(form, props)
  const { errors, isDirty } = form.formState
  // What is typed before the form has taken its fields over would be lost.
  const isReady = useMounted()
  return (
    <form noValidate onSubmit={form.handleSubmit(save)} className={css.form}>
      {FIELDS.map(({ name, label, hint, numeric }) => (
        <TextInput
          key={name}
          {...form.register(name)}
          label={label}
          description={hint}
          inputMode={numeric ? 'decimal' : 'text'}
          autoComplete="off"
          readOnly={!isReady}
          error={errors[name]?.message}
        />
      ))}
      <Problem text={problem} quiet />
      <div className={css.foot}>
        <ReasonButton
          action="changeSettings"
          type="submit"
          loading={busy}
          reason={isDirty ? null : 'Nothing is changed.'}
        >
          Save settings
        </ReasonButton>
      </div>
    </form>
  )
}

const typedOf = (settings: AccountSettings): AccountFormValues => ({
  syncIntervalSeconds: String(settings.syncIntervalSeconds),
  interfacePerHour: String(settings.interfacePerHour),
  publicIpPerHour: String(settings.publicIpPerHour),
  currency: settings.currency,
})

/**
 * Sends what was changed, with what was seen when the change was begun. Where that has moved since, the server says so at
 * the field; then it has been seen, and saving again goes through.
 */
function useSaveSettings(form: Form, props: { actions: SettingsActions; settings: AccountSettings }) {
  const { actions, settings } = props
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const seen = useRef(settings)
  // Read while rendering: what nobody reads so is not kept up to date by the form.
  const { dirtyFields } = form.formState

  // What is being edited was seen as it was before; everything else follows what is stored.
  useEffect(() => {
    const typed = typedOf(settings)
    const untouched = FIELDS.map(({ name }) => name).filter((name) => !dirtyFields[name])
    for (const name of untouched) {
      seen.current = { ...seen.current, [name]: settings[name] }
      if (form.getValues(name) !== typed[name]) form.resetField(name, { defaultValue: typed[name] })
    }
  }, [settings, form, dirtyFields])

  const save = async (typed: AccountFormValues) => {
    setBusy(true)
    setProblem(null)
    const edited = FIELDS.map(({ name }) => name).filter((name) => dirtyFields[name])
    const values = Object.fromEntries(edited.map((name) => [name, typed[name]]))
    const { repairByItself: _elsewhere, ...seenHere } = seen.current
    const result = await actions
      .changeSettings({ values, seen: seenHere })
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error), fields: [] }) as const)
    if (result.ok) {
      setBusy(false)
      seen.current = result.value
      form.reset(typedOf(result.value))
      client.setQueryData(queries.settings().queryKey, result.value)
      if (result.message) notify.done(result.message)
      return
    }
    // Only what has been read by now counts as seen; until then the form cannot be sent again.
    seen.current = await client.fetchQuery({ ...queries.settings(), staleTime: 0 }).catch(() => seen.current)
    setBusy(false)
    setProblem(result.message)
    for (const { path, message } of result.fields)
      form.setError(path.replace(/^values\./, '') as Name, { message })
  }
  return { busy, problem, save }
}
