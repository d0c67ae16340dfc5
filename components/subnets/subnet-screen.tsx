'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useRef, useState } from 'react'
import { paths } from '@/lib/api/paths'
import type { OccupancyView, SubnetRowView } from '@/lib/api/views/network'
import { cidr } from '@/lib/domain/cidr'
import { AddressMap, type MapHandle } from '../map/address-map'
import { isZoomable, layoutOf } from '../map/layout'
import { isLow } from '../map/low-map'
import { MapControls } from '../map/map-controls'
import { MapInspector } from '../map/map-inspector'
import type { ZoomRange } from '../map/map-surface'
import { LookBack, MomentBar } from '../moment/moment-bar'
import { PastInspector } from '../moment/past-inspector'
import { ShowMoment } from '../moment/shown-moment'
import { SubnetChanges } from '../moment/subnet-changes'
import { useMoment } from '../moment/use-moment'
import { useOccupancy, useSubnetChanges } from '../moment/use-then'
import { Ip } from '../shell/ip'
import { PageHeader } from '../shell/page-header'
import { Bone, ErrorState } from '../shell/states'
import { CidrSwitch } from './cidr-switch'
import { LevelPath } from './level-path'
import { levelsOf, prefixWith } from './levels'
import { zoneText } from './subnet-figures'
import css from './subnet-screen.module.css'

/**
 * The URL holds what is in sight (`cidr`; `place` where that is not simply one square), what is selected (`address`), the
 * form (`view`), and the moment that is looked at (`use-moment`).
 */
const URL_KEYS = {
  cidr: parseAsString,
  place: parseAsString,
  address: parseAsString,
  view: parseAsStringLiteral(['list'] as const),
}

/** One subnet: its map at the left, whatever is selected at the right. Wants `queries.occupancy(subnetId)` prefetched. */
export function SubnetScreen(props: { subnetId: string }) {
  const { subnetId } = props
  const [url, setUrl] = useQueryStates(URL_KEYS, { history: 'replace' })
  const handle = useRef<MapHandle>(null)
  const [range, setRange] = useState<ZoomRange>({ in: false, out: false })
  const travel = useMoment({ subnet: subnetId })
  const moment = travel.shown
  const whole = useOccupancy(moment, { subnetId, enabled: travel.isNow || moment !== null })
  const subnet = whole.data?.subnet
  // Blocks of a larger CIDR are read one level at a time; everything up to a /16 is in the first answer.
  // An address that is linked to shows the block it lies in.
  const wanted = url.cidr ?? prefixWith(subnet?.cidrs ?? [], url.address)
  const levels = whole.data && subnet ? levelsOf(subnet.cidrs, whole.data.cidr, wanted) : []
  const shown = levels.at(-1)
  const deeper = shown !== undefined && shown !== whole.data?.cidr
  const level = useOccupancy(moment, {
    subnetId,
    cidr: deeper ? shown : undefined,
    enabled: whole.data !== undefined && (travel.isNow || moment !== null),
  })
  const changes = useSubnetChanges(moment, subnetId, deeper ? shown : undefined)
  // The level above stays in sight, and keeps the keyboard, while the one below is read.
  const occupancy = level.data?.subnet.id === subnetId && (travel.isNow || moment) ? level.data : undefined
  const failed = whole.error ?? level.error

  if (failed && !occupancy && !travel.open)
    return (
      <>
        <PageHeader title="Subnet" breadcrumbs={[{ label: 'Subnets', href: paths.subnets() }]} />
        <ErrorState error={failed} retry={() => void (whole.error ? whole.refetch() : level.refetch())} />
      </>
    )
  const form = url.view ?? 'squares'
  const base = levels[0] ?? subnet?.cidrs[0]
  const go = (cidr: string | null, place: string | null = null) =>
    void setUrl({ cidr: cidr === subnet?.cidrs[0] ? null : cidr, place })
  const choose = (cidr: string) =>
    void setUrl({ cidr: cidr === subnet?.cidrs[0] ? null : cidr, place: null, address: null })
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: 'Subnets', href: paths.subnets() },
          ...(subnet
            ? [
                {
                  label: subnet.virtualNetwork.name,
                  href: `${paths.subnets()}?q=${encodeURIComponent(subnet.virtualNetwork.name)}`,
                },
              ]
            : []),
        ]}
        title={base ? <Ip address={base} plain strong /> : <Bone width={180} height={20} />}
        aside={subnet && [subnet.name, zoneText(subnet)].filter(Boolean).join(', ')}
        actions={
          <>
            <LookBack state={travel} />
            {subnet && <CidrSwitch cidrs={subnet.cidrs} base={base ?? ''} onChoose={choose} />}
            <MapControls
              form={form}
              onForm={(chosen) => void setUrl({ view: chosen === 'list' ? 'list' : null })}
              handle={handle}
              range={range}
            />
          </>
        }
      />
      <MomentBar state={travel} />
      {travel.problem === null && (
        <ShowMoment moment={moment}>
          <div className={css.columns}>
            <section className={css.card} aria-label="Map" aria-busy={level.late || undefined}>
              <LevelPath
                levels={levels}
                inside={url.cidr}
                onOpen={go}
                hint={occupancy ? hintOf(occupancy, form) : ''}
              />
              {occupancy ? (
                <AddressMap
                  key={occupancy.within}
                  ref={handle}
                  occupancy={occupancy}
                  form={form}
                  {...(changes.data ? { differing: changes.data.ranges } : {})}
                  selection={url.address}
                  onSelect={(address) => void setUrl({ address })}
                  initialView={url.cidr}
                  initialPlace={url.place}
                  onViewChange={(cidr, place) => go(cidr ?? levels.at(-1) ?? null, place)}
                  onZoomRange={setRange}
                  onOpenBlock={(cidr) => void setUrl({ cidr, place: null }, { history: 'push' })}
                  onLeave={levels.length > 1 ? () => go(levels.at(-2) ?? null) : undefined}
                />
              ) : failed ? (
                <ErrorState
                  compact
                  error={failed}
                  retry={() => void (whole.error ? whole.refetch() : level.refetch())}
                />
              ) : (
                <Waiting subnet={subnet} occupancy={whole.data} />
              )}
            </section>
            <div className={css.side}>
              {moment ? (
                <PastInspector
                  at={moment.at}
                  address={url.address}
                  subnetId={subnetId}
                  base={base}
                  onClose={() => void setUrl({ address: null })}
                />
              ) : (
                <MapInspector
                  address={url.address}
                  subnetId={subnetId}
                  base={base}
                  onClose={() => void setUrl({ address: null })}
                />
              )}
              {moment?.with && (
                <SubnetChanges
                  card
                  moment={moment}
                  subnetId={subnetId}
                  cidr={deeper ? shown : undefined}
                  onSelect={(address) => void setUrl({ address })}
                />
              )}
            </div>
          </div>
        </ShowMoment>
      )}
    </>
  )
}

function hintOf(occupancy: OccupancyView, form: 'squares' | 'list'): string {
  if (occupancy.blocks) return 'Each square is a block that shows how full it is. Choose one to open it.'
  if (form === 'list') return 'Every address that is not free.'
  const layout = layoutOf(cidr(occupancy.cidr))
  if (isLow(layout)) return 'Choose a square to open it below, an address to see who holds it.'
  const zooms = isZoomable(layout)
  return zooms
    ? 'Choose an address to see who holds it. Wheel or pinch zooms.'
    : 'Choose an address to see who holds it.'
}

/** As much room as the map will take. */
const Waiting = (props: { subnet: SubnetRowView | undefined; occupancy: OccupancyView | undefined }) => (
  <div
    className={css.waiting}
    role="status"
    aria-label={`Loading the map${props.subnet ? ` of ${props.subnet.name}` : ''}`}
  >
    <Bone height="100%" />
  </div>
)
