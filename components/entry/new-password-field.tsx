import { PasswordInput } from '@mantine/core'
import type { UseFormRegisterReturn } from 'react-hook-form'

/** Where a password is chosen; the server knows the list of those that are tried first. */
export function NewPasswordField(props: {
  registered: UseFormRegisterReturn
  error: string | undefined
  isReady: boolean
  label?: string
}) {
  return (
    <PasswordInput
      {...props.registered}
      label={props.label ?? 'Password'}
      description="At least 15 characters, any of them. Four words or more that have nothing to do with each other are easy to remember."
      autoComplete="new-password"
      readOnly={!props.isReady}
      error={props.error}
      visibilityToggleButtonProps={{ 'aria-label': 'Show the new password' }}
    />
  )
}
