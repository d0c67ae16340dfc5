'use client'

import { Autocomplete } from '@mantine/core'
import { useController } from 'react-hook-form'
import { many } from '@/lib/domain/cloud-words'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import { resourceGroupsOf } from './resource-groups'
import css from './wizard.module.css'
import { useCloud, useProblem, useWizard } from './wizard-context'

const PATH = 'compute.resourceGroup'

/** Where the group's machines, interfaces and dynamic public IPs are made; one that is not listed can be typed. */
export function ResourceGroupField() {
  const { form, network } = useWizard()
  const { words, cloud } = useCloud()
  const { field } = useController({ control: form.control, name: PATH })
  return (
    <div className={css.field}>
      <Autocomplete
        {...field}
        id={fieldId(PATH)}
        label="Resource group"
        description={`Where ${many(words.machine)}, their ${many(words.interface)} and dynamic ${many(words.publicIp)} are made.`}
        placeholder="TestResourceGroup"
        data={resourceGroupsOf(network, cloud)}
        onChange={(value) => form.setValue(PATH, value, { shouldDirty: true, shouldTouch: true })}
        error={useProblem(PATH)}
        openOnFocus={false}
        autoComplete="off"
        spellCheck={false}
      />
      <ChangedMark path={PATH} />
    </div>
  )
}
