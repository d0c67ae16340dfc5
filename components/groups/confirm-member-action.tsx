'use client'

import { Radio } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import type { GroupActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { GroupCommand } from '@/lib/api/schemas/commands'
import { plural, say } from '@/lib/domain/plural'
import { actionTitle, type BulkChoice } from './bulk-action'
import css from './dialogs.module.css'
import { LeftOut } from './left-out'
import type { Member, MemberKind } from './member'

type Then = 'replace' | 'lower-target'

/** What leaves its place open, and what is said of whoever would take it. */
export type Gaps = {
  readonly count: number
  /** Beside the question. */
  readonly which?: string
  readonly replaced: string
}

/** An action on members of a group: its plan is the confirmation. */
export function ConfirmMemberAction<A extends string, T extends Member<A>>(props: {
  kind: MemberKind<T, A>
  groupId: string
  /** Null: closed. */
  choice: BulkChoice<T, A> | null
  actions: GroupActions
  commandOf: (action: A, target: { groupId: string; instanceIds: string[] }, then: Then) => GroupCommand
  /** Null: no place is left open. */
  gapsOf: (choice: BulkChoice<T, A>) => Gaps | null
  onClose: () => void
  /** After it was applied. */
  onDone: () => void
}) {
  const { kind, groupId } = props
  const client = useQueryClient()
  const [then, setThen] = useState<Then>('replace')
  // The dialog fades out after its choice is gone; its words stay until then.
  const shown = useRef<BulkChoice<T, A> | null>(null)
  if (props.choice !== null) shown.current = props.choice
  const choice = shown.current
  const opened = props.choice !== null
  useEffect(() => {
    if (opened) setThen('replace')
  }, [opened])
  if (choice === null) return null

  const ids = choice.able.map(({ id }) => id)
  const gaps = props.gapsOf(choice)
  const command = props.commandOf(choice.action, { groupId, instanceIds: ids }, then)
  const { verb } = kind.words[choice.action]
  return (
    <ConfirmPlan
      opened={opened}
      onClose={props.onClose}
      title={actionTitle(kind, choice.action, ids)}
      verb={ids.length === 1 ? verb : `${verb} ${plural(ids.length, kind.one)}`}
      action="applyCommand"
      planKey={then}
      loadPlan={() => props.actions.planCommand(command)}
      apply={(proof, requestKey) => props.actions.applyCommand(command, requestKey, proof)}
      onDone={() => {
        props.onDone()
        void client.invalidateQueries({ queryKey: queries.group(groupId).queryKey })
      }}
    >
      {(choice.unable.length > 0 || gaps !== null) && (
        <div className={css.options}>
          {choice.unable.length > 0 && <LeftOut kind={kind} choice={choice} />}
          {gaps !== null && <ThenWhat gaps={gaps} value={then} onChange={setThen} />}
        </div>
      )}
    </ConfirmPlan>
  )
}

/** A9 asks what becomes of target where a place is left open. */
function ThenWhat(props: { gaps: Gaps; value: Then; onChange: (then: Then) => void }) {
  const { count, which, replaced } = props.gaps
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
          label={count === 1 ? 'Replace it' : 'Replace them'}
          description={`Target stays; ${replaced}`}
        />
        <Radio value="lower-target" label="Lower target" description={`Target goes down by ${say(count)}.`} />
      </div>
    </Radio.Group>
  )
}
