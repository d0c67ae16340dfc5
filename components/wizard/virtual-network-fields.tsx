'use client'

import { Select } from '@mantine/core'
import { useController } from 'react-hook-form'
import type { NetworkView } from '@/lib/api/views/network'
import { atStart } from '@/lib/domain/cloud-words'
import { ChoiceRow } from './choice-row'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './wizard.module.css'
import { useCloud, usePooled, useProblem, useWizard } from './wizard-context'

const PATH = 'persistence.virtualNetworkId'
const asTyped = { shouldDirty: true, shouldTouch: true } as const

/** Z1: a resource group first, then its networks, of the group's region only. */
export function VirtualNetworkFields() {
  const { form, network, values } = useWizard()
  const { cloud, words, resourceGroupOf } = useCloud()
  const { networkResourceGroup, virtualNetworkId } = usePooled()
  const { field } = useController({ control: form.control, name: PATH })
  const { region } = values.general
  const here = network.virtualNetworks.filter((one) => one.cloud === cloud && one.region === region)
  const groups = [...new Set(here.flatMap(({ id }) => resourceGroupOf(id) ?? []))].sort()
  const chosen = network.virtualNetworks.find(({ id }) => id === virtualNetworkId)
  const group = networkResourceGroup || (chosen && resourceGroupOf(chosen.id)) || ''
  const listed = here.filter(({ id }) => group === '' || resourceGroupOf(id) === group)
  // A network that does not fit stays in sight, so that the sentence beside it can be understood.
  const offered = chosen && !listed.includes(chosen) ? [...listed, chosen] : listed
  const name = atStart(words.virtualNetwork)
  const chooseGroup = (next: string) => {
    form.setValue('persistence.networkResourceGroup', next, asTyped)
    const inside = here.filter(({ id }) => resourceGroupOf(id) === next)
    if (chosen && inside.includes(chosen)) return
    form.setValue(PATH, inside.length === 1 ? (inside[0]?.id ?? '') : '', asTyped)
  }
  return (
    <div className={css.pair}>
      <Select
        label="Resource group"
        placeholder={groups.length === 0 ? `None in ${region}` : 'Choose a resource group'}
        data={groups.includes(group) || group === '' ? groups : [...groups, group]}
        value={group || null}
        onChange={(next) => next !== null && chooseGroup(next)}
        searchable
        openOnFocus={false}
        allowDeselect={false}
        nothingFoundMessage="No resource group by this name"
      />
      <div>
        <Select
          id={fieldId(PATH)}
          label={name}
          placeholder={
            here.length === 0 ? `No ${words.virtualNetwork} in ${region}` : `Choose a ${words.virtualNetwork}`
          }
          data={offered.map(({ id, name: label }) => ({ value: id, label: label || id }))}
          renderOption={({ option }) => <NetworkOption id={option.value} />}
          value={chosen ? virtualNetworkId : null}
          onChange={(id) => id !== null && form.setValue(PATH, id, { ...asTyped, shouldValidate: true })}
          onBlur={field.onBlur}
          error={useProblem(PATH)}
          searchable
          openOnFocus={false}
          allowDeselect={false}
          nothingFoundMessage={`No ${words.virtualNetwork} by this name`}
        />
        {chosen && (
          <p className={css.under}>
            {chosen.cidrs.join(', ')}, {freeIn(network, chosen.id)} free
          </p>
        )}
        <ChangedMark path={PATH} />
      </div>
    </div>
  )
}

function NetworkOption({ id }: { id: string }) {
  const { network } = useWizard()
  const found = network.virtualNetworks.find((one) => one.id === id)
  return (
    <ChoiceRow more={(found?.cidrs ?? []).join(', ')} side={`${freeIn(network, id)} free`}>
      {found?.name || id}
    </ChoiceRow>
  )
}

/** Addresses that nobody has, over all subnets of a network. */
const freeIn = (network: NetworkView, id: string): string =>
  network.subnets
    .filter(({ virtualNetwork }) => virtualNetwork.id === id)
    .reduce((sum, { free }) => sum + free, 0)
    .toLocaleString('en')
