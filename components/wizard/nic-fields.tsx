'use client'

import { Checkbox, Select } from '@mantine/core'
import type { NicValues } from '@/lib/api/schemas/wizard'
import { AdviceList } from './advice-list'
import { ChoiceRow } from './choice-row'
import { ChangedMark, TextField } from './field'
import { fieldId, nicPath } from './fields'
import { NicPublicIps } from './nic-public-ips'
import { NicSecurityFields } from './nic-security-fields'
import { PoolField } from './pool-field'
import css from './wizard.module.css'
import { useCloud, usePooled, useProblem, useWizard } from './wizard-context'

const asTyped = { shouldDirty: true, shouldTouch: true, shouldValidate: true } as const

/** The fields of one interface, in the order of the screen. */
export function NicFields({ nic, at }: { nic: NicValues; at: number }) {
  const { label } = useCloud()
  return (
    <>
      <div className={css.pair}>
        <TextField path={nicPath(at, 'name')} label="Name" placeholder="eth0" />
        <SubnetSelect nic={nic} at={at} />
      </div>
      <NicSecurityFields nic={nic} at={at} />
      <PoolField
        poolKey={nic.key}
        hint={`A VM takes the first member that nobody has, as its static address; when none is free ${label} chooses a dynamic one of the subnet. Type or paste, or pick on the map.`}
      />
      <AdviceList nicKey={nic.key} pool="private" />
      <PublicIpChoice nic={nic} at={at} />
      {nic.publicIp && (
        <>
          <NicPublicIps nic={nic} at={at} />
          <AdviceList nicKey={nic.key} pool="public" />
        </>
      )}
    </>
  )
}

/** Several interfaces may use one subnet (Z1). */
function SubnetSelect({ nic, at }: { nic: NicValues; at: number }) {
  const { form, network } = useWizard()
  const { virtualNetworkId } = usePooled()
  const path = nicPath(at, 'subnetId')
  const subnets = network.subnets.filter(({ virtualNetwork }) => virtualNetwork.id === virtualNetworkId)
  const byId = new Map(network.subnets.map((one) => [one.id, one]))
  const chosen = byId.get(nic.subnetId)
  const offered = chosen && !subnets.includes(chosen) ? [...subnets, chosen] : subnets
  const waits = virtualNetworkId === ''
  return (
    <div className={css.field}>
      <Select
        id={fieldId(path)}
        label="Subnet"
        placeholder={
          waits
            ? 'Choose a virtual network first'
            : subnets.length === 0
              ? 'It has no subnets'
              : 'Choose a subnet'
        }
        data={offered.map(({ id, name, cidrs }) => ({ value: id, label: `${name} · ${cidrs[0] ?? ''}` }))}
        renderOption={({ option }) => {
          const found = byId.get(option.value)
          return (
            <ChoiceRow
              more={(found?.cidrs ?? []).join(', ')}
              side={`${(found?.free ?? 0).toLocaleString('en')} free`}
            >
              {found?.name ?? option.label}
            </ChoiceRow>
          )
        }}
        value={chosen ? nic.subnetId : null}
        onChange={(id) => id !== null && form.setValue(path, id, asTyped)}
        onBlur={() => void form.trigger(path)}
        error={useProblem(path)}
        disabled={waits && !chosen}
        searchable
        openOnFocus={false}
        allowDeselect={false}
        nothingFoundMessage="No subnet by this name"
      />
      {chosen && (
        <p className={css.under}>
          {chosen.free.toLocaleString('en')} of {chosen.size.toLocaleString('en')} free
        </p>
      )}
      <ChangedMark path={path} />
    </div>
  )
}

function PublicIpChoice({ nic, at }: { nic: NicValues; at: number }) {
  const { form } = useWizard()
  const path = nicPath(at, 'publicIp')
  return (
    <div className={css.field}>
      <Checkbox
        id={fieldId(path)}
        label="Public IP"
        description="Each VM has one on this interface: of the pool while a member fits, else a new dynamic one."
        checked={nic.publicIp}
        onChange={(event) => form.setValue(path, event.currentTarget.checked, asTyped)}
        classNames={{ label: css.checkLabel }}
      />
      <ChangedMark path={path} />
    </div>
  )
}
