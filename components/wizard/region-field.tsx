'use client'

import { Select } from '@mantine/core'
import { useController } from 'react-hook-form'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './wizard.module.css'
import { useCloud, useProblem, useWizard } from './wizard-context'

const PATH = 'general.region'

/** The regions in which the chosen cloud has a network. */
export function RegionField({ onChoose }: { onChoose: (region: string) => void }) {
  const { form, network, values } = useWizard()
  const { cloud } = useCloud()
  const { field } = useController({ control: form.control, name: PATH })
  const { region } = values.general
  const own = network.regions.filter((item) => item.cloud === cloud)
  const regions =
    own.some((item) => item.id === region) || region === '' ? own : [...own, { id: region, name: '' }]
  return (
    <div className={css.field}>
      <Select
        id={fieldId(PATH)}
        label="Region"
        data={regions.map((item) => ({
          value: item.id,
          label: item.name ? `${item.id} · ${item.name}` : item.id,
        }))}
        value={region || null}
        onChange={(id) => id !== null && id !== region && onChoose(id)}
        onBlur={field.onBlur}
        error={useProblem(PATH)}
        searchable
        openOnFocus={false}
        allowDeselect={false}
        nothingFoundMessage="No region by this name"
      />
      <ChangedMark path={PATH} />
    </div>
  )
}
