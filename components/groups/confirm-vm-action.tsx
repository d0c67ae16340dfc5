'use client'

import { Radio } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import type { GroupActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { GroupCommand } from '@/lib/api/schemas/commands'
import type { VmView } from '@/lib/api/views/vms'
import { plural, say } from '@/lib/domain/plural'
import type { VmAction } from '@/lib/domain/pooled-vm'
import { actionTitle, type BulkChoice } from './bulk-action'
import css from './dialogs.module.css'
import { LeftOut } from './left-out'
import type { MemberKind } from './member'

type Choice = BulkChoice<VmView, VmAction>
type Then = 'replace' | 'lower-target'

/** Replace or remove VMs: the plan is the confirmation. `choice` null: closed. `onDone`: after it was applied. */
export function ConfirmVmAction(props: {
  kind: MemberKind<VmView, VmAction>
  groupId: string
  choice: Choice | null
  actions: GroupActions
  onClose: () => void
  onDone: () => void
}) {
  const { kind, groupId } = props
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
  const command: GroupCommand =
    choice.action === 'remove'
      ? { kind: 'deallocate', groupId, instanceIds: ids, afterwards: then }
      : { kind: 'recycle', groupId, instanceIds: ids }
  const { verb } = kind.words[choice.action]
  return (
    <ConfirmPlan
      opened={opened}
      onClose={props.onClose}
      title={actionTitle(kind, choice.action, ids)}
      verb={ids.length === 1 ? verb : `${verb} ${plural(ids.length, kind.one)}`}
      planKey={then}
      loadPlan={() => props.actions.planCommand(command)}
      apply={(proof, requestKey) => props.actions.applyCommand(command, requestKey, proof)}
      onDone={() => {
        props.onDone()
        void client.invalidateQueries({ queryKey: queries.group(groupId).queryKey })
      }}
    >
      {(choice.unable.length > 0 || choice.action === 'remove') && (
        <div className={css.options}>
          {choice.unable.length > 0 && <LeftOut kind={kind} choice={choice} />}
          {choice.action === 'remove' && (
            <ThenWhat one={kind.one} count={ids.length} value={then} onChange={setThen} />
          )}
        </div>
      )}
    </ConfirmPlan>
  )
}

function ThenWhat(props: { one: string; count: number; value: Then; onChange: (then: Then) => void }) {
  const { one, count } = props
  return (
    <Radio.Group
      label="What should happen to target?"
      value={props.value}
      onChange={(value) => props.onChange(value === 'lower-target' ? 'lower-target' : 'replace')}
    >
      <div className={css.radios}>
        <Radio
          value="replace"
          label={count === 1 ? 'Replace it' : 'Replace them'}
          description={
            count === 1
              ? `Target stays; another ${one} is launched at once, with addresses chosen anew.`
              : `Target stays; other ${one}s are launched at once, with addresses chosen anew.`
          }
        />
        <Radio value="lower-target" label="Lower target" description={`Target goes down by ${say(count)}.`} />
      </div>
    </Radio.Group>
  )
}
