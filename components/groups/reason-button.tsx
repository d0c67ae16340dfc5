'use client'

import { Button, type ButtonProps, Tooltip, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/**
 * A button that says why it cannot be pressed: it stays in reach of the keyboard, and the reason shows on hover and
 * focus and is read out. `reason` null: it can be pressed. `hint`: said the same way while it can.
 */
export function ReasonButton(
  props: ButtonProps & {
    reason: string | null
    hint?: string | null
    onClick: () => void
    children: ReactNode
  },
) {
  const { reason, hint, onClick, children, ...rest } = props
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
          onClick={() => {
            if (reason === null) onClick()
          }}
        >
          {children}
        </Button>
      </Tooltip>
      {said !== null && <VisuallyHidden id={id}>{said}</VisuallyHidden>}
    </>
  )
}
