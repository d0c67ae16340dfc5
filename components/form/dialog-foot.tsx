import type { ReactNode } from 'react'
import css from './dialog-foot.module.css'

/** The buttons of a dialog, the one that does it last. `tight`: in a form whose parts stand apart by themselves. */
export const DialogFoot = (props: { tight?: boolean; children: ReactNode }) => (
  <div className={css.foot} data-tight={props.tight}>
    {props.children}
  </div>
)
