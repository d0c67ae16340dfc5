'use client'

import { MultiSelect, TagsInput } from '@mantine/core'
import { useController } from 'react-hook-form'
import { atStart, many } from '@/lib/domain/cloud-words'
import { ChoiceRow } from './choice-row'
import { ChangedMark, TextField } from './field'
import { fieldId } from './fields'
import { ResourceGroupField } from './resource-group-field'
import css from './wizard.module.css'
import { useCloud, useProblem, useWizard } from './wizard-context'

export function ComputeStep() {
  const { words, examples, persistence } = useCloud()
  return (
    <div className={css.single}>
      <h2 className={css.section}>Compute</h2>
      {persistence === 'pooled' && <ResourceGroupField />}
      <TextField
        path="compute.imageId"
        label="Image"
        hint={`The ${words.image} that ${many(words.machine)} launch from.`}
        placeholder={examples.image}
        mono
      />
      <InstanceTypes />
      {persistence === 'stateful' && <SecurityGroups />}
    </div>
  )
}

function InstanceTypes() {
  const { form } = useWizard()
  const { words, examples, commonMachineTypes } = useCloud()
  const { field } = useController({ control: form.control, name: 'compute.instanceTypes' })
  return (
    <div className={css.field}>
      <TagsInput
        id={fieldId('compute.instanceTypes')}
        label={atStart(many(words.machineType))}
        description="Several give the spot market a choice. Enter adds one."
        placeholder={field.value.length === 0 ? examples.machineType : undefined}
        data={commonMachineTypes.filter((type) => !field.value.includes(type))}
        value={field.value}
        onChange={(types) =>
          form.setValue('compute.instanceTypes', types, { shouldDirty: true, shouldValidate: true })
        }
        onBlur={field.onBlur}
        error={useProblem('compute.instanceTypes')}
        openOnFocus={false}
        splitChars={[',', ' ', ';', '\n']}
        maxDropdownHeight={240}
      />
      <ChangedMark path="compute.instanceTypes" />
    </div>
  )
}

function SecurityGroups() {
  const { form, network, values } = useWizard()
  const { field } = useController({ control: form.control, name: 'compute.securityGroupIds' })
  const vpcId = values.general.virtualNetworkId
  const byId = new Map(network.securityGroups.map((item) => [item.id, item]))
  const here = network.securityGroups.filter((item) => item.virtualNetworkId === vpcId)
  const strangers = field.value.filter((id) => !here.some((item) => item.id === id))
  return (
    <div className={css.field}>
      <MultiSelect
        id={fieldId('compute.securityGroupIds')}
        label="Security groups"
        description="Of the group’s VPC; attached to every network interface."
        placeholder={
          vpcId === ''
            ? 'Choose a VPC in General first'
            : field.value.length === 0
              ? 'Choose security groups'
              : undefined
        }
        disabled={vpcId === '' && field.value.length === 0}
        data={[
          ...here.map((item) => ({ value: item.id, label: item.name || item.id })),
          ...strangers.map((id) => ({ value: id, label: byId.get(id)?.name || id })),
        ]}
        renderOption={({ option }) => (
          <ChoiceRow more={[option.value, byId.get(option.value)?.description].filter(Boolean).join(' · ')}>
            {option.label}
          </ChoiceRow>
        )}
        value={field.value}
        onChange={(ids) =>
          form.setValue('compute.securityGroupIds', ids, {
            shouldDirty: true,
            shouldValidate: ids.length > 0,
          })
        }
        onBlur={field.onBlur}
        error={useProblem('compute.securityGroupIds')}
        searchable
        openOnFocus={false}
        nothingFoundMessage={
          here.length === 0 ? 'This VPC has no security groups' : 'No security group like this'
        }
      />
      <ChangedMark path="compute.securityGroupIds" />
    </div>
  )
}
