import type { Metadata } from 'next'
import { PageArrived } from '@/components/shell/arrival'
import { Mark } from '@/components/shell/mark'
import css from '@/components/shell/way-out.module.css'

export const metadata: Metadata = { title: 'Sign in' }

export default function Page() {
  return (
    <main className={css.page}>
      <Mark size={30} />
      <h1 className={css.title}>Nobody can sign in yet</h1>
      <p className={css.text}>
        Start Holdfast with HOLDFAST_OPEN=1 to try it without login, on the machine that it runs on.
      </p>
      <PageArrived />
    </main>
  )
}
