'use client'

import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { CLOUDS, type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import { switchCloud } from './cloud-switch'
import { fieldId } from './fields'
import css from './wizard.module.css'
import { useWizard } from './wizard-context'

const PATH = 'general.cloud'

/** The cloud comes first: everything that follows has its regions, its words and its rules. */
export function CloudField() {
  const { form, values, network, groupId } = useWizard()
  const [left, setLeft] = useState<Cloud | null>(null)
  const { cloud } = values.general
  const choose = (next: Cloud) => {
    if (next === cloud) return
    const regions = network.regions.filter((region) => region.cloud === next)
    form.reset(switchCloud(form.getValues(), next, regions[0]?.id), {
      keepDirty: true,
      keepTouched: true,
      keepDefaultValues: true,
    })
    // A reset counts as loaded; choosing a cloud is something typed.
    form.setValue(PATH, next, { shouldDirty: true, shouldTouch: true })
    setLeft(cloud)
  }
  return (
    <fieldset className={css.field} aria-describedby={`${fieldId(PATH)}-hint`}>
      <legend className={css.label}>Cloud</legend>
      <SegmentedControl
        id={fieldId(PATH)}
        aria-label="Cloud"
        value={cloud}
        onChange={(next) => choose(next as Cloud)}
        disabled={groupId !== null}
        data={CLOUDS.map((id) => ({ value: id, label: cloudRules[id].label }))}
      />
      <p className={css.under} id={`${fieldId(PATH)}-hint`} role="status">
        {groupId !== null
          ? 'A group stays in its cloud.'
          : !network.regions.some((region) => region.cloud === cloud)
            ? `Nothing of ${cloudRules[cloud].label} is in the inventory yet. Import its networks in Inventory first; what you type here is kept.`
            : left !== null && left !== cloud
              ? `Name and capacity stay. What you chose for ${cloudRules[left].label} is kept in this draft: choose ${cloudRules[left].label} again to have it back.`
              : ''}
      </p>
    </fieldset>
  )
}
