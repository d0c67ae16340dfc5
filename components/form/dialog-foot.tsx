'use client'

import type { ReactNode } from 'react'
import { useActionReason } from '@/components/shell/action-reason'
import type { ActionName } from '@/lib/auth/doors'
import css from './dialog-foot.module.css'

/**
 * The buttons of a dialog, the one that does it last. `action`: what that leads to; why nothing of the kind is done by
 * now is said beside them. `tight`: in a form whose parts stand apart by themselves.
 */
export function DialogFoot(props: { action?: ActionName; tight?: boolean; children: ReactNode }) {
  const reason = useActionReason(props.action ?? null)
  return (
    <div className={css.foot} data-tight={props.tight}>
      {/* The button itself is described by it. */}
      {reason && (
        <p className={css.note} aria-hidden>
          {reason}
        </p>
      )}
      {props.children}
    </div>
  )
}
