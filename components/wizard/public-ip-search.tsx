'use client'

import { Combobox, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { Ip } from '@/components/shell/ip'
import { ChoiceRow } from './choice-row'
import { fieldId } from './fields'
import css from './pool.module.css'
import { findPublicIps } from './public-ip-choice'
import { useWizard } from './wizard-context'

const PATH = 'persistence.publicIpPool'
/** More options than anybody reads through; a search finds the rest. */
const SHOWN_OPTIONS = 100

/** What is left to choose from; what cannot be chosen says why. Enter takes the highlighted one. */
export function PublicIpSearch(props: {
  chosen: readonly string[]
  onAdd: (id: string) => void
  invalid: boolean
}) {
  const { network, values, groupId } = useWizard()
  const [search, setSearch] = useState('')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { region } = values.general
  const found = findPublicIps(network.publicIps, { region, search, chosen: props.chosen, groupId })
  const empty = network.publicIps.some((ip) => ip.region === region)
    ? search === ''
      ? 'Every Elastic IP of this region is chosen'
      : 'No Elastic IP like this'
    : `There is no Elastic IP in ${region}`
  const add = (id: string) => {
    props.onAdd(id)
    setSearch('')
    combobox.resetSelectedOption()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={add} position="bottom-start" offset={4}>
      <Combobox.Target>
        <input
          id={fieldId(PATH)}
          className={css.input}
          placeholder="Search Elastic IPs"
          value={search}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${fieldId(PATH)}-hint${props.invalid ? ` ${fieldId(PATH)}-error` : ''}`}
          aria-invalid={props.invalid || undefined}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            // Enter chooses while the list is open; what was searched for is never lost to "Next".
            if (event.key === 'Enter' && (combobox.dropdownOpened || search !== '')) event.preventDefault()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} className={css.options} aria-label="Elastic IPs">
          {found.length === 0 && <Combobox.Empty>{empty}</Combobox.Empty>}
          {found.slice(0, SHOWN_OPTIONS).map(({ ip, reason }) => (
            <Combobox.Option key={ip.id} value={ip.id} disabled={reason !== null} className={css.option}>
              <ChoiceRow more={[ip.id, ip.name].filter(Boolean).join(' · ')} side={reason ?? ip.stateText}>
                <Ip address={ip.address} plain />
              </ChoiceRow>
            </Combobox.Option>
          ))}
        </Combobox.Options>
        {found.length > SHOWN_OPTIONS && (
          <Combobox.Footer>
            {(found.length - SHOWN_OPTIONS).toLocaleString('en')} more, search to see them
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  )
}
