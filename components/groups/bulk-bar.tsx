'use client'

import { ReasonButton } from '@/components/form/reason-button'
import { SelectionBar } from '@/components/shell/selection-bar'
import { plural, say } from '@/lib/domain/plural'
import { type BulkChoice, chooseForAction } from './bulk-action'
import type { Member, MemberKind } from './member'
import css from './members.module.css'

/** What can be done with the selected rows, at the bottom of the window while there are any. */
export function BulkBar<A extends string, T extends Member<A>>(props: {
  kind: MemberKind<T, A>
  selected: readonly T[]
  /** Selected, but hidden by the search or the filter. */
  hidden: number
  onAction: (choice: BulkChoice<T, A>) => void
  onClear: () => void
}) {
  const { kind, selected, hidden } = props
  if (selected.length === 0) return null
  return (
    <SelectionBar
      label={`Selected ${kind.one}s`}
      onClear={props.onClear}
      count={
        <>
          {plural(selected.length, kind.one)} selected
          {hidden > 0 && <span className={css.soft}>, {say(hidden)} of them not shown</span>}
        </>
      }
    >
      {kind.actions.map((action) => {
        const choice = chooseForAction(kind, action, selected)
        const some = choice.able.length > 0
        return (
          <ReasonButton
            key={action}
            size="compact-md"
            variant="default"
            reason={some ? null : choice.note}
            hint={choice.note}
            onClick={() => props.onAction(choice)}
          >
            {kind.words[action].verb}
            {some && choice.unable.length > 0 && ` ${say(choice.able.length)}`}
          </ReasonButton>
        )
      })}
    </SelectionBar>
  )
}
