'use client'

import { Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import type { HeldActions } from '@/lib/api/actions'
import type { HeldCommand } from '@/lib/api/schemas/held'
import type { HeldView } from '@/lib/api/views/held'
import css from './held.module.css'
import type { Asked } from './held-table'
import { ACTION_WORDS, deletionTitle, instancesOf } from './held-words'

/** The plan of what was asked of the chosen rows (B3); to adopt, the group is chosen first. */
export function HeldDialog(props: {
  asked: Asked | null
  view: HeldView
  actions: HeldActions
  onClose: () => void
  onDone: () => void
}) {
  // What was asked stays while the dialog closes.
  const [last, setLast] = useState<Asked | null>(null)
  if (props.asked !== null && props.asked !== last) setLast(props.asked)
  const asked = props.asked ?? last
  return asked === null ? null : <Confirmation {...props} asked={asked} opened={props.asked !== null} />
}

function Confirmation(props: {
  asked: Asked
  opened: boolean
  view: HeldView
  actions: HeldActions
  onClose: () => void
  onDone: () => void
}) {
  const { asked, actions } = props
  const client = useQueryClient()
  const [chosen, setChosen] = useState<string | null>(null)
  const adopters = commonAdopters(props.view, asked)
  const groupId =
    adopters.find(({ id }) => id === chosen)?.id ?? (adopters.length === 1 ? adopters[0]?.id : null)
  const command = commandOf(asked, groupId ?? '')
  const title = titleOf(asked)
  const isAdoption = asked.action === 'adopt'
  return (
    <ConfirmPlan
      opened={props.opened}
      onClose={props.onClose}
      title={title}
      verb={title}
      action="applyHeld"
      planKey={JSON.stringify(command)}
      unplanned={isAdoption && !groupId ? unplannedText(adopters.length) : null}
      loadPlan={() => actions.planHeld(command)}
      apply={(proof, key) => actions.applyHeld(command, key, proof)}
      onDone={() => {
        props.onDone()
        void client.invalidateQueries({ queryKey: ['held'] })
      }}
    >
      {isAdoption && (
        <Select
          label="Group"
          description="It becomes a paused instance of this group, with the same address and interface."
          placeholder="Choose a group of its subnet"
          className={css.adopter}
          data={adopters.map(({ id, name }) => ({ value: id, label: name }))}
          value={groupId ?? null}
          onChange={setChosen}
          disabled={adopters.length === 0}
          error={adopters.length === 0 ? unplannedText(0) : undefined}
        />
      )}
    </ConfirmPlan>
  )
}

const titleOf = ({ action, rows }: Asked): string =>
  action === 'delete'
    ? deletionTitle(rows)
    : ACTION_WORDS[action].title(action === 'release' ? instancesOf(rows).length : rows.length)

const unplannedText = (adopters: number): string =>
  adopters === 0
    ? 'No group that maintains private IPs has this subnet. Create one there first, or add the subnet to a group.'
    : 'Choose the group that adopts it.'

/** Groups that have the subnets of all of them. */
function commonAdopters(view: HeldView, { rows }: Asked): readonly { id: string; name: string }[] {
  const [first, ...others] = [...new Set(rows.map((row) => row.subnetId ?? ''))]
  return (view.adopters[first ?? ''] ?? []).filter(({ id }) =>
    others.every((subnetId) => view.adopters[subnetId]?.some((one) => one.id === id)),
  )
}

function commandOf({ action, rows }: Asked, groupId: string): HeldCommand {
  const ids = rows.map(({ id }) => id)
  if (action === 'delete') return { kind: 'delete', ids }
  if (action === 'adopt') return { kind: 'adopt', interfaceIds: ids, groupId }
  return { kind: action, instanceIds: instancesOf(rows) }
}
