'use client'

import { MultiSelect, Select } from '@mantine/core'
import type { NicValues } from '@/lib/api/schemas/wizard'
import type { NetworkView } from '@/lib/api/views/network'
import { ChoiceRow } from './choice-row'
import { ChangedMark } from './field'
import { fieldId, nicPath } from './fields'
import css from './wizard.module.css'
import { useCloud, usePooled, useProblem, useWizard } from './wizard-context'

type SecurityGroupView = NetworkView['securityGroups'][number]

const asTyped = { shouldDirty: true, shouldTouch: true, shouldValidate: true } as const

/** Z3: at most one network security group, and application security groups of this virtual network or of none yet. */
export function NicSecurityFields({ nic, at }: { nic: NicValues; at: number }) {
  return (
    <>
      <NetworkGroup nic={nic} at={at} />
      <ApplicationGroups nic={nic} at={at} />
    </>
  )
}

function NetworkGroup({ nic, at }: { nic: NicValues; at: number }) {
  const { form } = useWizard()
  const path = nicPath(at, 'networkSecurityGroupId')
  const { offered, byId } = useGroups(
    'network',
    nic.networkSecurityGroupId ? [nic.networkSecurityGroupId] : [],
  )
  return (
    <div className={css.field}>
      <Select
        id={fieldId(path)}
        label="Network security group"
        placeholder="None"
        data={offered.map(({ id, name }) => ({ value: id, label: name || id }))}
        renderOption={({ option }) => <GroupOption group={byId.get(option.value)} />}
        value={nic.networkSecurityGroupId || null}
        onChange={(id) => form.setValue(path, id ?? '', asTyped)}
        error={useProblem(path)}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'No network security group' }}
        openOnFocus={false}
        nothingFoundMessage="No network security group like this"
      />
      <ChangedMark path={path} />
    </div>
  )
}

function ApplicationGroups({ nic, at }: { nic: NicValues; at: number }) {
  const { form } = useWizard()
  const { applicationSecurityGroupsPerInterface: most } = useCloud()
  const path = nicPath(at, 'applicationSecurityGroupIds')
  const { offered, byId } = useGroups('application', nic.applicationSecurityGroupIds)
  const chosen = nic.applicationSecurityGroupIds.length
  return (
    <div className={css.field}>
      <MultiSelect
        id={fieldId(path)}
        label="Application security groups"
        description={`Of this virtual network, or of none yet; ${most} at most.`}
        placeholder={chosen === 0 ? 'None' : undefined}
        data={offered.map(({ id, name }) => ({ value: id, label: name || id }))}
        renderOption={({ option }) => <GroupOption group={byId.get(option.value)} />}
        value={nic.applicationSecurityGroupIds}
        onChange={(ids) => form.setValue(path, ids, asTyped)}
        error={useProblem(path)}
        searchable
        openOnFocus={false}
        nothingFoundMessage="No application security group like this"
      />
      <ChangedMark path={path} />
    </div>
  )
}

/** Those that fit, and those that are chosen all the same. */
function useGroups(kind: SecurityGroupView['kind'], chosen: readonly string[]) {
  const { network, values } = useWizard()
  const { virtualNetworkId } = usePooled()
  const { region } = values.general
  const fits = (one: SecurityGroupView): boolean =>
    one.kind === kind &&
    (one.region === null || one.region === region) &&
    (one.virtualNetworkId === null || one.virtualNetworkId === virtualNetworkId)
  const known = new Map(network.securityGroups.map((one) => [one.id, one]))
  const strangers = chosen.map((id) => known.get(id) ?? { ...NOBODY, id }).filter((one) => !fits(one))
  const offered = [...network.securityGroups.filter(fits), ...strangers]
  return { offered, byId: new Map(offered.map((one) => [one.id, one])) }
}

const NOBODY: Omit<SecurityGroupView, 'id'> = {
  ...{ name: '', description: '', kind: 'network', region: null, virtualNetworkId: null },
}

function GroupOption({ group }: { group: SecurityGroupView | undefined }) {
  const { resourceGroupOf } = useCloud()
  if (!group) return null
  return (
    <ChoiceRow more={[resourceGroupOf(group.id), group.description].filter(Boolean).join(' · ')}>
      {group.name || group.id}
    </ChoiceRow>
  )
}
