'use client'

import { type ComboboxItem, MultiSelect, type OptionsFilter } from '@mantine/core'
import { useController } from 'react-hook-form'
import { Ip } from '@/components/shell/ip'
import type { SubnetRowView } from '@/lib/api/views/network'
import { ChoiceRow } from './choice-row'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './subnet-field.module.css'
import shared from './wizard.module.css'
import { useProblem, useWizard } from './wizard-context'

/** The subnets of the chosen VPC; what was chosen is listed below with its zone and room. */
export function SubnetField() {
  const { form, network, values } = useWizard()
  const { field } = useController({ control: form.control, name: 'general.subnetIds' })
  const { virtualNetworkId } = values.general
  const subnets = network.subnets.filter((item) => item.virtualNetwork.id === virtualNetworkId)
  const byId = new Map(network.subnets.map((item) => [item.id, item]))
  // What is chosen but stands elsewhere still shows, so that it can be taken out.
  const strangers = field.value.filter((id) => !subnets.some((item) => item.id === id))
  const filter: OptionsFilter = ({ options, search }) => {
    const wanted = search.trim().toLowerCase()
    return options.filter((option) => searchText(byId.get((option as ComboboxItem).value)).includes(wanted))
  }
  const chosen = field.value.flatMap((id) => byId.get(id) ?? [])
  return (
    <div className={shared.field}>
      <MultiSelect
        id={fieldId('general.subnetIds')}
        label="Subnets"
        description="Instances launch in the zones of these subnets and take their addresses from them."
        placeholder={
          virtualNetworkId === ''
            ? 'Choose a VPC first'
            : field.value.length === 0
              ? 'Choose subnets'
              : undefined
        }
        disabled={virtualNetworkId === ''}
        data={[
          ...subnets.map((item) => ({ value: item.id, label: item.cidrs[0] ?? item.id })),
          ...strangers.map((id) => ({ value: id, label: byId.get(id)?.cidrs[0] ?? id })),
        ]}
        filter={filter}
        renderOption={({ option }) => <SubnetOption subnet={byId.get(option.value)} />}
        value={field.value}
        onChange={(ids) =>
          form.setValue('general.subnetIds', ids, { shouldDirty: true, shouldValidate: ids.length > 0 })
        }
        onBlur={field.onBlur}
        error={useProblem('general.subnetIds')}
        searchable
        openOnFocus={false}
        nothingFoundMessage={subnets.length === 0 ? 'This VPC has no subnets' : 'No subnet like this'}
        comboboxProps={{ withinPortal: true }}
      />
      <ChangedMark path="general.subnetIds" />
      {chosen.length > 0 && (
        <ul className={css.list} aria-label="Chosen subnets">
          {chosen.map((subnet) => (
            <li key={subnet.id} className={css.row}>
              <Ip address={subnet.cidrs[0] ?? ''} plain />
              <span className={css.zone}>{subnet.zone ?? subnet.region}</span>
              <span className={css.name}>{subnet.name}</span>
              <span className={css.room}>
                <b>{subnet.free.toLocaleString('en')}</b> of {subnet.size.toLocaleString('en')} free
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const searchText = (subnet: SubnetRowView | undefined): string =>
  subnet ? [subnet.name, subnet.zone, subnet.id, ...subnet.cidrs].join(' ').toLowerCase() : ''

function SubnetOption({ subnet }: { subnet: SubnetRowView | undefined }) {
  if (!subnet) return <>This subnet is not in the inventory any more</>
  return (
    <ChoiceRow
      more={`${subnet.zone ?? subnet.region} · ${subnet.name}`}
      side={`${subnet.free.toLocaleString('en')} free`}
    >
      <Ip address={subnet.cidrs[0] ?? subnet.id} plain />
    </ChoiceRow>
  )
}
