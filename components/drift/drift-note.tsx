'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import css from './drift-note.module.css'

/** What drifted of one instance or VM, with the way to what can be done about it. `sentence`: what its row says. */
export function DriftNote(props: { instanceId: string; groupId: string; sentence: string }) {
  const { data } = useQuery(queries.drifts())
  const own = data?.open.filter((one) => one.instanceId === props.instanceId) ?? []
  return (
    <div className={css.note}>
      {own.length === 0 ? <p>{props.sentence}</p> : own.map((one) => <p key={one.id}>{one.sentence}</p>)}
      {own.map((one) => (
        <Link key={one.id} href={paths.drift({ drift: one.id })}>
          {one.repairs.length > 0 ? 'Compare and repair' : 'Compare'}
          {own.length > 1 ? `: ${one.kindText.toLowerCase()}` : ''}
        </Link>
      ))}
    </div>
  )
}

/** What drifted of a group as a whole and of what it has: how much, the first sentences, and the way there. */
export function GroupDrift(props: { groupId: string }) {
  const { data } = useQuery(queries.drifts())
  const own = data?.open.filter((one) => one.group?.id === props.groupId) ?? []
  const [first] = own
  if (!first) return null
  const shared = own.length > 1 && own.every((one) => one.mayStay)
  const href = paths.drift(own.length === 1 ? { drift: first.id } : { group: props.groupId })
  return (
    <section className={css.banner} aria-label="Drift">
      {!shared && !first.mayStay && <span className={css.mark} aria-hidden />}
      <p>
        {own.length === 1 ? first.sentence : countedText(own.length, shared)}
        {own.length === 1 && first.instanceId !== null && <span> {first.instanceId}</span>}
      </p>
      <Link href={href}>{own.length === 1 ? 'Compare and repair' : 'See what differs'}</Link>
    </section>
  )
}

/** Members of a shared pool are no damage: new VMs pass over them. */
const countedText = (n: number, shared: boolean): string =>
  shared
    ? `${n.toLocaleString('en')} pool members are held by others; new VMs pass over them.`
    : `${n.toLocaleString('en')} differences from the record.`
