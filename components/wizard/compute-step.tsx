'use client'

import { MultiSelect, TagsInput } from '@mantine/core'
import { useController } from 'react-hook-form'
import { ChoiceRow } from './choice-row'
import { ChangedMark, TextField } from './field'
import { fieldId } from './fields'
import css from './wizard.module.css'
import { useProblem, useWizard } from './wizard-context'

/** What people run databases and queues on; any other type can be typed. */
const SUGGESTED_TYPES = [
  'm6i.large',
  'm6i.xlarge',
  'm6i.2xlarge',
  'm7i.large',
  'm7i.xlarge',
  'm7g.large',
  'm7g.xlarge',
  'r6i.large',
  'r6i.xlarge',
  'r6i.2xlarge',
  'r7g.large',
  'r7g.xlarge',
  'c6i.large',
  'c6i.xlarge',
  'c7g.large',
  'i3en.large',
  'i3en.xlarge',
  'i4i.large',
  'i4i.xlarge',
  'i4i.2xlarge',
  't3.medium',
  't3.large',
]

export function ComputeStep() {
  return (
    <div className={css.single}>
      <h2 className={css.section}>Compute</h2>
      <TextField
        path="compute.imageId"
        label="Image"
        hint="The AMI that instances launch from."
        placeholder="ami-0abcdef1234567890"
        mono
      />
      <InstanceTypes />
      <SecurityGroups />
    </div>
  )
}

function InstanceTypes() {
  const { form } = useWizard()
  const { field } = useController({ control: form.control, name: 'compute.instanceTypes' })
  return (
    <div className={css.field}>
      <TagsInput
        id={fieldId('compute.instanceTypes')}
        label="Instance types"
        description="Several give the spot market a choice. Enter adds one."
        placeholder={field.value.length === 0 ? 'm6i.large' : undefined}
        data={SUGGESTED_TYPES.filter((type) => !field.value.includes(type))}
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
