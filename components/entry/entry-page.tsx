import type { ReactNode } from 'react'
import { PageArrived } from '@/components/shell/arrival'
import { Mark } from '@/components/shell/mark'
import { OpenBand } from '@/components/shell/open-band'
import css from './entry.module.css'

/** A page outside the console: how somebody comes in. */
export function EntryPage(props: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className={css.frame}>
      <OpenBand />
      <main className={css.page}>
        <div className={css.card}>
          <div className={css.brand}>
            <Mark />
            Holdfast
          </div>
          <h1 className={css.title}>{props.title}</h1>
          <p className={css.text}>{props.text}</p>
          {props.children}
        </div>
        <PageArrived />
      </main>
    </div>
  )
}
