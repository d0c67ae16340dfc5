'use client'

import { Button, type ButtonProps, Tooltip, VisuallyHidden } from '@mantine/core'
import { type MouseEvent, type ReactNode, useId } from 'react'
import { useActionReason } from '@/components/shell/action-reason'
import { NearLink } from '@/components/shell/near-link'
import type { ActionName } from '@/lib/auth/doors'

/**
 * A button that says why it cannot be pressed: it stays in reach of the keyboard, and the reason shows on hover and
 * focus and is read out. `reason` null: it can be pressed. `hint`: said the same way while it can. `action`: what it
 * leads to; where the role of who is signed in is not enough for that, or nothing is changed by now, that is the reason.
 */
export function ReasonButton(
  props: ButtonProps & {
    reason?: string | null
    hint?: string | null
    action?: ActionName
    type?: 'submit'
    'aria-label'?: string
    onClick?: (event: MouseEvent<HTMLButtonElement>) => void
    children: ReactNode
  },
) {
  const { reason: given, hint, action, onClick, children, ...rest } = props
  const reason = useActionReason(action ?? null) ?? given ?? null
  const id = useId()
  const said = reason ?? hint ?? null
  return (
    <>
      <Tooltip
        label={said}
        disabled={said === null}
        multiline
        maw={360}
        events={{ hover: true, focus: true, touch: true }}
      >
        <Button
          {...rest}
          aria-disabled={reason !== null || undefined}
          data-disabled={reason !== null || undefined}
          aria-describedby={said === null ? undefined : id}
          onClick={(event) => {
            if (reason === null) return onClick?.(event)
            // No form is sent, and no row that leads somewhere is followed.
            event.preventDefault()
            event.stopPropagation()
          }}
        >
          {children}
        </Button>
      </Tooltip>
      {said !== null && <VisuallyHidden id={id}>{said}</VisuallyHidden>}
    </>
  )
}

/** A link that looks like a button; where what it leads to cannot be done, a button that says why. */
export function ReasonLink(props: ButtonProps & { href: string; action: ActionName; children: ReactNode }) {
  const { href, action, children, ...rest } = props
  if (useActionReason(action) !== null)
    return (
      <ReasonButton {...rest} action={action}>
        {children}
      </ReasonButton>
    )
  return (
    <Button {...rest} component={NearLink} href={href}>
      {children}
    </Button>
  )
}
