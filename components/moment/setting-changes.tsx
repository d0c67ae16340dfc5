import { fieldText } from '@/lib/api/undo-messages'
import type { SettingChange } from '@/lib/domain/compare-configs'
import css from './moment.module.css'

/** Longer lists of members are looked at in both configurations. */
const MOST_NAMED = 20

/** Each setting that two moments have otherwise: of lists, what came and what went. */
export function SettingChanges(props: { settings: readonly SettingChange[] }) {
  if (props.settings.length === 0) return null
  return (
    <ul className={css.settings}>
      {props.settings.map((change) => (
        <li key={`${change.kind} ${change.path}`}>
          <span className={css.kind}>{fieldText(change.path)}</span>
          <What change={change} />
        </li>
      ))}
    </ul>
  )
}

function What({ change }: { change: SettingChange }) {
  if (change.kind === 'order') return <span>The same members in another order</span>
  if (change.kind === 'value')
    return (
      <span>
        <span className={css.was}>{change.before ?? 'nothing'}</span> {change.after ?? 'nothing'}
      </span>
    )
  return (
    <span>
      {change.removed.length > 0 && <span className={css.fact}>Without {named(change.removed)}</span>}
      {change.added.length > 0 && <span className={css.fact}>With {named(change.added)}</span>}
    </span>
  )
}

function named(items: readonly string[]): string {
  const more = items.length - MOST_NAMED
  const first = items.slice(0, MOST_NAMED).join(', ')
  return more > 0 ? `${first} and ${more.toLocaleString('en')} more` : first
}
