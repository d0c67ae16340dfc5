'use client'

import { Button, type ButtonProps, Tooltip, VisuallyHidden } from '@mantine/core'
import Link from 'next/link'
import { type MouseEvent, type ReactNode, useId } from 'react'
import { useRoleReason } from '@/components/shell/role-reason'
import type { ActionName } from '@/lib/auth/doors'

/**
 * A button that says why it cannot be pressed: it stays in reach of the keyboard, and the reason shows on hover and
 * focus and is read out. `reason` null: it can be pressed. `hint`: said the same way while it can. `action`: what it
 * leads to; where the role of who is signed in is not enough for that, that is the reason.
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
  const reason = useRoleReason(action ?? null) ?? given ?? null
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

/** A link that looks like a button; where the role is not enough for what it leads to, a button that says so. */
export function ReasonLink(props: ButtonProps & { href: string; action: ActionName; children: ReactNode }) {
  const { href, action, children, ...rest } = props
  if (useRoleReason(action) !== null)
    return (
      <ReasonButton {...rest} action={action}>
        {children}
      </ReasonButton>
    )
  return (
    <Button {...rest} component={Link} href={href}>
      {children}
    </Button>
  )
}
