'use client'

import { Select } from '@mantine/core'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import { SearchField } from '@/components/shell/search-field'
import { EmptyState } from '@/components/shell/states'
import type { PublicIpView } from '@/lib/api/views/network'
import { PUBLIC_IP_STATES, type PublicIpState } from '@/lib/domain/public-ip-state'
import { PublicIpInspector } from './public-ip-inspector'
import { StateLegend } from './state-legend'
import { ZoneColumns } from './zone-columns'
import { countStates, groupChoices, sectionsOf, zonedIps, zonedRegions } from './zone-sections'
import css from './zones.module.css'

const STATES: readonly (PublicIpState | '')[] = ['', ...PUBLIC_IP_STATES]

/** `ip` is what the inspector shows. The search is the list's own, so that it stays from one view to the other. */
const URL_KEYS = {
  region: parseAsString.withDefault(''),
  q: parseAsString.withDefault(''),
  group: parseAsString.withDefault(''),
  state: parseAsStringLiteral(STATES).withDefault(''),
  ip: parseAsString.withDefault(''),
}

/** The public addresses of one region by the zone in which they fit (Z6), with the selected one at the right. */
export function ZoneView(props: { ips: readonly PublicIpView[] }) {
  const [url, setUrl] = useQueryStates(URL_KEYS, { history: 'replace', clearOnDefault: true })
  const regions = useMemo(() => zonedRegions(props.ips), [props.ips])
  const region = regions.find(({ value }) => value === url.region)?.value ?? regions[0]?.value ?? ''
  const here = useMemo(() => zonedIps(props.ips).filter((ip) => ip.region === region), [props.ips, region])
  const groups = useMemo(() => groupChoices(here), [here])
  const group = groups.some(({ value }) => value === url.group) ? url.group : ''
  const sections = useMemo(
    () => sectionsOf(here, { q: url.q, group, state: url.state }),
    [here, url.q, group, url.state],
  )
  const shown = sections.reduce((sum, section) => sum + section.shown.length, 0)
  const selected = here.find((ip) => ip.id === url.ip) ?? null
  return (
    <>
      <div className={css.toolbar}>
        {regions.length > 1 && (
          <Select
            aria-label="Region"
            className={css.region}
            data={regions}
            value={region}
            allowDeselect={false}
            onChange={(value) => void setUrl({ region: value ?? '', group: '', ip: '' })}
          />
        )}
        <SearchField label="Search public IPs" value={url.q} onChange={(q) => void setUrl({ q })} />
        {groups.length > 0 && (
          <FilterSelect
            label="Group"
            every="Every group"
            data={groups}
            value={group}
            onChange={(value) => void setUrl({ group: value })}
          />
        )}
      </div>
      <StateLegend counts={countStates(here)} state={url.state} onState={(state) => void setUrl({ state })} />
      <p className={css.unseen} role="status">
        {shown} of {here.length} shown
      </p>
      <div className={css.columns}>
        {shown === 0 ? (
          <div className={css.card}>
            <EmptyState
              compact
              title="No public IP matches"
              text="Change the search or the filters: the region has others."
            />
          </div>
        ) : (
          <ZoneColumns
            sections={sections}
            selected={selected?.id ?? null}
            onSelect={(ip) => void setUrl({ ip })}
          />
        )}
        <PublicIpInspector ip={selected} onClose={() => void setUrl({ ip: '' })} />
      </div>
    </>
  )
}
