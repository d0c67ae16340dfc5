import { plural, say } from '@/lib/domain/plural'
import type { BulkChoice } from './bulk-action'
import css from './dialogs.module.css'
import type { Member, MemberKind } from './member'

/** So many of those that are left out are listed with their reason. */
const MOST_LEFT_OUT = 50

/** Of those that were selected, who cannot, and why. */
export function LeftOut<A extends string, T extends Member<A>>(props: {
  kind: MemberKind<T, A>
  choice: BulkChoice<T, A>
}) {
  const { kind } = props
  const { unable, able, action } = props.choice
  const rest = unable.length - MOST_LEFT_OUT
  return (
    <details className={css.left}>
      <summary>
        {plural(able.length, kind.one)} of {say(able.length + unable.length)} can be {kind.words[action].past}
        ; {unable.length === 1 ? 'one is' : `${say(unable.length)} are`} left out
      </summary>
      <ul>
        {unable.slice(0, MOST_LEFT_OUT).map(({ id, why }) => (
          <li key={id}>
            <code>{id}</code>: {why}
          </li>
        ))}
        {rest > 0 && <li>and {say(rest)} more</li>}
      </ul>
    </details>
  )
}
