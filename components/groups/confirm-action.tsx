'use client'

import { Radio } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import type { GroupActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { GroupCommand } from '@/lib/api/schemas/commands'
import type { InstanceView } from '@/lib/api/views/instances'
import { plural } from '@/lib/domain/plural'
import type { InstanceAction } from '@/lib/domain/stateful-instance'
import { actionTitle, type BulkChoice, leavesGap } from './bulk-action'
import css from './dialogs.module.css'
import { INSTANCES } from './instance-words'
import { LeftOut } from './left-out'

type Choice = BulkChoice<InstanceView, InstanceAction>
type Then = 'replace' | 'lower-target'

/** An action on instances: its plan is the confirmation. `choice` null: closed. `onDone`: after it was applied. */
export function ConfirmAction(props: {
  groupId: string
  choice: Choice | null
  actions: GroupActions
  onClose: () => void
  onDone: () => void
}) {
  const client = useQueryClient()
  const [then, setThen] = useState<Then>('replace')
  // The dialog fades out after its choice is gone; its words stay until then.
  const shown = useRef<Choice | null>(null)
  if (props.choice !== null) shown.current = props.choice
  const choice = shown.current
  const opened = props.choice !== null
  useEffect(() => {
    if (opened) setThen('replace')
  }, [opened])
  if (choice === null) return null

  const ids = choice.able.map(({ id }) => id)
  const gaps = choice.action === 'deallocate' ? choice.able.filter(leavesGap).length : 0
  const command: GroupCommand =
    choice.action === 'deallocate'
      ? { kind: 'deallocate', groupId: props.groupId, instanceIds: ids, afterwards: then }
      : { kind: choice.action, groupId: props.groupId, instanceIds: ids }
  const verb = INSTANCES.words[choice.action].verb
  return (
    <ConfirmPlan
      opened={opened}
      onClose={props.onClose}
      title={actionTitle(INSTANCES, choice.action, ids)}
      verb={ids.length === 1 ? verb : `${verb} ${plural(ids.length, 'instance')}`}
      planKey={then}
      loadPlan={() => props.actions.planCommand(command)}
      apply={(proof, requestKey) => props.actions.applyCommand(command, requestKey, proof)}
      onDone={() => {
        props.onDone()
        void client.invalidateQueries({ queryKey: queries.group(props.groupId).queryKey })
      }}
    >
      {(choice.unable.length > 0 || gaps > 0) && (
        <div className={css.options}>
          {choice.unable.length > 0 && <LeftOut kind={INSTANCES} choice={choice} />}
          {gaps > 0 && <ThenWhat gaps={gaps} of={ids.length} value={then} onChange={setThen} />}
        </div>
      )}
    </ConfirmPlan>
  )
}

/** A9 asks this only where no pool member refills the place. */
function ThenWhat(props: { gaps: number; of: number; value: Then; onChange: (then: Then) => void }) {
  const { gaps } = props
  const which =
    gaps === props.of
      ? gaps === 1
        ? 'No pool member takes its place.'
        : 'No pool members take their places.'
      : `No pool member takes the place of ${plural(gaps, 'of them', 'of them')}.`
  return (
    <Radio.Group
      label="What should happen to target?"
      description={which}
      value={props.value}
      onChange={(value) => props.onChange(value === 'lower-target' ? 'lower-target' : 'replace')}
    >
      <div className={css.radios}>
        <Radio
          value="replace"
          label={gaps === 1 ? 'Replace it' : 'Replace them'}
          description={
            gaps === 1
              ? 'Target stays; a new instance with another address is created.'
              : 'Target stays; new instances with other addresses are created.'
          }
        />
        <Radio
          value="lower-target"
          label="Lower target"
          description={`Target goes down by ${gaps.toLocaleString('en')}.`}
        />
      </div>
    </Radio.Group>
  )
}
