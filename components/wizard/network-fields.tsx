'use client'

import { Select } from '@mantine/core'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { ChoiceRow } from './choice-row'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import { viewMove } from './misfits'
import { type Move, MoveDialog } from './move-dialog'
import { RegionField } from './region-field'
import { SubnetField } from './subnet-field'
import css from './wizard.module.css'
import { useProblem, useWizard } from './wizard-context'

/** Region, VPC and subnets: each narrows the next. A move that would drop subnets asks first. */
export function NetworkFields() {
  const { form, network, values } = useWizard()
  const vpc = useController({ control: form.control, name: 'general.virtualNetworkId' })
  const [asked, setAsked] = useState<Move | null>(null)
  const { general } = values
  const ofCloud = network.virtualNetworks.filter((item) => item.cloud === general.cloud)
  const vpcs = ofCloud.filter((item) => item.region === general.region)

  const settle = (move: Move) => {
    const options = { shouldDirty: true, shouldTouch: true } as const
    if (move.region !== general.region) form.setValue('general.region', move.region, options)
    form.setValue('general.virtualNetworkId', move.virtualNetworkId, options)
    if (move.view.dropped.length > 0) {
      const kept = form.getValues('general.subnetIds').filter((id) => !move.view.dropped.includes(id))
      form.setValue('general.subnetIds', kept, options)
    }
    void form.trigger([
      'general.region',
      ...(move.virtualNetworkId === '' ? [] : ['general.virtualNetworkId' as const]),
    ])
    setAsked(null)
  }
  const propose = (to: { region: string; virtualNetworkId: string }) => {
    const move: Move = { ...to, view: viewMove(values, network, to) }
    if (move.view.dropped.length > 0) setAsked(move)
    else settle(move)
  }
  const toRegion = (id: string) => {
    const there = ofCloud.filter((item) => item.region === id)
    propose({ region: id, virtualNetworkId: there.length === 1 ? (there[0]?.id ?? '') : '' })
  }
  const toVpc = (id: string | null) => {
    if (id !== null && id !== general.virtualNetworkId)
      propose({ region: general.region, virtualNetworkId: id })
  }

  return (
    <>
      <RegionField onChoose={toRegion} />
      <div className={css.field}>
        <Select
          id={fieldId('general.virtualNetworkId')}
          label="VPC"
          placeholder={vpcs.length === 0 ? `No VPC in ${general.region}` : 'Choose a VPC'}
          data={vpcs.map((item) => ({
            value: item.id,
            label: item.name ? `${item.name} · ${item.cidrs[0] ?? item.id}` : item.id,
          }))}
          renderOption={({ option }) => <VpcOption id={option.value} />}
          value={vpcs.some((item) => item.id === general.virtualNetworkId) ? general.virtualNetworkId : null}
          onChange={toVpc}
          onBlur={vpc.field.onBlur}
          error={useProblem('general.virtualNetworkId')}
          searchable
          openOnFocus={false}
          allowDeselect={false}
          nothingFoundMessage="No VPC by this name"
        />
        <ChangedMark path="general.virtualNetworkId" />
      </div>
      <SubnetField />
      <MoveDialog move={asked} onKeep={() => setAsked(null)} onMove={settle} />
    </>
  )
}

function VpcOption({ id }: { id: string }) {
  const vpc = useWizard().network.virtualNetworks.find((item) => item.id === id)
  return <ChoiceRow more={[...(vpc?.cidrs ?? []), id].join(' · ')}>{vpc?.name || id}</ChoiceRow>
}
