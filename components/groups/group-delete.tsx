'use client'

import { Radio, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import type { GroupActions } from '@/lib/api/actions'
import { EVERY_GROUP_LIST, queries } from '@/lib/api/queries'
import type { GroupCommand } from '@/lib/api/schemas/commands'
import { type GroupView, isPooledView } from '@/lib/api/views/groups'
import { atStart, many, wordsOf } from '@/lib/domain/cloud-words'
import css from './dialogs.module.css'

/**
 * Deletes a group: what happens to its interfaces is asked where they are kept at all, its name is typed, its plan is
 * shown.
 */
export function DeleteGroup(props: {
  view: GroupView
  opened: boolean
  onClose: () => void
  actions: GroupActions
}) {
  const { opened } = props
  const { row, config } = props.view
  const words = wordsOf(config.cloud)
  const client = useQueryClient()
  const [interfaces, setInterfaces] = useState<'keep' | 'delete'>('delete')
  const [name, setName] = useState('')
  useEffect(() => {
    if (!opened) return
    setInterfaces('delete')
    setName('')
  }, [opened])
  const command: GroupCommand = { kind: 'delete-group', groupId: row.id, interfaces }
  return (
    <ConfirmPlan
      opened={opened}
      onClose={props.onClose}
      title={`Delete ${row.name}`}
      verb="Delete group"
      action="applyCommand"
      planKey={interfaces}
      blocked={name.trim() === row.name ? null : 'Type the name of the group to confirm.'}
      loadPlan={() => props.actions.planCommand(command)}
      apply={(proof, requestKey) => props.actions.applyCommand(command, requestKey, proof)}
      onDone={() => {
        void client.invalidateQueries({ queryKey: queries.group(row.id).queryKey })
        void client.invalidateQueries({ queryKey: EVERY_GROUP_LIST })
        void client.invalidateQueries({ queryKey: queries.nav().queryKey })
      }}
    >
      <div className={css.options}>
        {isPooledView(props.view) ? (
          <p className={css.told}>
            Its {words.machine}s and their {words.interface}s are deleted; the private IPs are free again.{' '}
            {atStart(many(words.publicIp))} of its pools are detached and kept, and free for other groups
            afterwards; dynamic ones are deleted.
          </p>
        ) : (
          <Radio.Group
            label="Network interfaces"
            description={`${atStart(many(words.publicIp))} are always kept, and free for other groups afterwards.`}
            value={interfaces}
            onChange={(value) => setInterfaces(value === 'keep' ? 'keep' : 'delete')}
          >
            <div className={css.radios}>
              <Radio
                value="delete"
                label="Delete interfaces"
                description="Their private IPs rest, then are free again."
              />
              <Radio
                value="keep"
                label="Keep interfaces"
                description={`They stay in ${row.cloudLabel} with their private IPs, listed as kept from this group.`}
              />
            </div>
          </Radio.Group>
        )}
        <TextInput
          data-autofocus
          label={`Type ${row.name} to confirm`}
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
    </ConfirmPlan>
  )
}
