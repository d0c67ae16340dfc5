'use client'

import { Button } from '@mantine/core'
import type { InstanceView } from '@/lib/api/views/instances'
import { INSTANCE_ACTIONS } from '@/lib/domain/stateful-instance'
import { type BulkChoice, chooseForAction } from './bulk-action'
import { counted, say } from './group-words'
import { ACTION_WORDS } from './instance-words'
import css from './instances.module.css'
import { ReasonButton } from './reason-button'

/** What can be done with the selected instances, at the bottom of the window while there are any. */
export function BulkBar(props: {
  selected: readonly InstanceView[]
  /** Selected, but hidden by the search or the filter. */
  hidden: number
  onAction: (choice: BulkChoice) => void
  onClear: () => void
}) {
  const { selected, hidden } = props
  if (selected.length === 0) return null
  return (
    <section className={css.bulk} aria-label="Selected instances" data-bottom-bar>
      <p className={css.bulkCount} role="status">
        {counted(selected.length, 'instance')} selected
        {hidden > 0 && <span className={css.soft}>, {say(hidden)} of them not shown</span>}
      </p>
      <div className={css.bulkActions}>
        {INSTANCE_ACTIONS.map((action) => {
          const choice = chooseForAction(action, selected)
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
              {ACTION_WORDS[action].verb}
              {some && choice.unable.length > 0 && ` ${say(choice.able.length)}`}
            </ReasonButton>
          )
        })}
        <Button size="compact-md" variant="subtle" color="gray" onClick={props.onClear}>
          Clear selection
        </Button>
      </div>
    </section>
  )
}
