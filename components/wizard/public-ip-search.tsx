'use client'

import { Combobox, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { Ip } from '@/components/shell/ip'
import { atStart, many } from '@/lib/domain/cloud-words'
import { ChoiceRow } from './choice-row'
import { fieldId } from './fields'
import css from './pool.module.css'
import { type FoundPublicIp, findPublicIps } from './public-ip-choice'
import type { PublicIpPool } from './public-ip-field'
import { groupByZone } from './public-ip-zones'
import { useCloud, useWizard } from './wizard-context'

/** More options than anybody reads through; a search finds the rest. */
const SHOWN_OPTIONS = 100

/** What is left to choose from; what cannot be chosen says why. Enter takes the highlighted one. */
export function PublicIpSearch(props: PublicIpPool & { onAdd: (id: string) => void; invalid: boolean }) {
  const { path, ips } = props
  const { values } = useWizard()
  const { publicIp } = useCloud().words
  const [search, setSearch] = useState('')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { region } = values.general
  const found = findPublicIps(ips, { ...props, search })
  const shown = found.slice(0, SHOWN_OPTIONS)
  const groups = props.zones.length === 0 ? [{ label: '', rows: shown }] : groupByZone(shown, props.zones)
  const empty =
    ips.length > 0
      ? search === ''
        ? `Every ${publicIp} of this region is chosen`
        : `No ${publicIp} like this`
      : `There is no ${publicIp} in ${region}`
  const add = (id: string) => {
    props.onAdd(id)
    setSearch('')
    combobox.resetSelectedOption()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={add} position="bottom-start" offset={4}>
      <Combobox.Target>
        <input
          id={fieldId(path)}
          className={css.input}
          placeholder={`Search ${many(publicIp)}`}
          value={search}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${fieldId(path)}-hint${props.invalid ? ` ${fieldId(path)}-error` : ''}`}
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
        <Combobox.Options mah={280} className={css.options} aria-label={atStart(many(publicIp))}>
          {found.length === 0 && <Combobox.Empty>{empty}</Combobox.Empty>}
          {groups.map(({ label, rows }) =>
            label === '' ? (
              <Options key={label} rows={rows} more={props.more} />
            ) : (
              <Combobox.Group key={label} label={label}>
                <Options rows={rows} more={props.more} />
              </Combobox.Group>
            ),
          )}
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

function Options(props: { rows: readonly FoundPublicIp[]; more: PublicIpPool['more'] }) {
  return props.rows.map(({ ip, reason }) => (
    <Combobox.Option key={ip.id} value={ip.id} disabled={reason !== null} className={css.option}>
      <ChoiceRow more={props.more(ip)} side={reason ?? ip.stateText}>
        <Ip address={ip.address} plain />
      </ChoiceRow>
    </Combobox.Option>
  ))
}
