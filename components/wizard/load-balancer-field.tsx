'use client'

import { MultiSelect } from '@mantine/core'
import { skuWord } from '@/lib/api/nic-messages'
import { ChoiceRow } from './choice-row'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './wizard.module.css'
import { useCloud, usePooled, useProblem, useWizard } from './wizard-context'

const PATH = 'persistence.loadBalancerIds'

/** Those of the region; of another SKU than the group's public IPs none can be chosen (Z4). */
export function LoadBalancerField() {
  const { form, network, values } = useWizard()
  const { cloud, resourceGroupOf } = useCloud()
  const { loadBalancerIds, publicIpSku } = usePooled()
  const { region } = values.general
  const byId = new Map(network.loadBalancers.map((one) => [one.id, one]))
  const here = network.loadBalancers.filter((one) => one.cloud === cloud && one.region === region)
  const strangers = loadBalancerIds.filter((id) => !here.some((one) => one.id === id))
  const reasonOf = (id: string): string | null => {
    const sku = byId.get(id)?.sku
    return sku !== undefined && sku !== publicIpSku
      ? `${skuWord(sku)}; the group’s public IPs are ${skuWord(publicIpSku)}`
      : null
  }
  return (
    <div className={css.field}>
      <MultiSelect
        id={fieldId(PATH)}
        label="Load balancers"
        description="They and the public IPs behind them have one SKU."
        placeholder={
          loadBalancerIds.length > 0 ? undefined : here.length === 0 ? `None in ${region}` : 'None chosen'
        }
        data={[
          ...here.map(({ id, name }) => ({ value: id, label: name, disabled: reasonOf(id) !== null })),
          ...strangers.map((id) => ({ value: id, label: byId.get(id)?.name ?? id })),
        ]}
        renderOption={({ option }) => (
          <ChoiceRow
            more={[resourceGroupOf(option.value), skuWord(byId.get(option.value)?.sku ?? '')].join(' · ')}
            side={reasonOf(option.value) ?? undefined}
          >
            {option.label}
          </ChoiceRow>
        )}
        value={loadBalancerIds}
        onChange={(ids) => form.setValue(PATH, ids, { shouldDirty: true, shouldTouch: true })}
        error={useProblem(PATH)}
        searchable
        openOnFocus={false}
        nothingFoundMessage={
          here.length === 0 ? 'This region has no load balancers' : 'No load balancer like this'
        }
      />
      <ChangedMark path={PATH} />
    </div>
  )
}
