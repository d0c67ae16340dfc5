import { Button, TextInput } from '@mantine/core'
import type { FormEventHandler, ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import css from './entry.module.css'

/** The form of a page outside the console: its fields, why it was refused, and the button that sends it. */
export function EntryForm(props: {
  submit: FormEventHandler
  problem: string | null
  busy: boolean
  verb: string
  /** Another way in stands above it. */
  second?: boolean
  /** What else can be done here, below the button. */
  after?: ReactNode
  children: ReactNode
}) {
  return (
    <form noValidate onSubmit={props.submit} className={css.form}>
      {props.children}
      {props.problem !== null && (
        <p className={css.problem} role="alert">
          {props.problem}
        </p>
      )}
      <Button type="submit" variant={props.second ? 'default' : 'filled'} loading={props.busy}>
        {props.verb}
      </Button>
      {props.after}
    </form>
  )
}

/** What somebody is called here. */
export function NameField(props: {
  registered: UseFormRegisterReturn
  error: string | undefined
  isReady: boolean
}) {
  return (
    <TextInput
      {...props.registered}
      label="Name"
      description="Stands in the log beside what you change."
      autoComplete="name"
      readOnly={!props.isReady}
      error={props.error}
    />
  )
}
