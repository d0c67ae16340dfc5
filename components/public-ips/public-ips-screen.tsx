'use client'

import { SegmentedControl } from '@mantine/core'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { PageHeader } from '@/components/shell/page-header'
import { ErrorState, RowsSkeleton } from '@/components/shell/states'
import { useLongList } from '@/components/shell/use-long-list'
import { queries } from '@/lib/api/queries'
import type { PublicIpView } from '@/lib/api/views/network'
import css from './public-ips.module.css'
import { PublicIpsList } from './public-ips-list'
import { PUBLIC_IPS_TITLE, publicIpsSentence } from './public-ips-words'
import { zonedIps } from './zone-sections'
import { ZoneView } from './zone-view'

const VIEW = parseAsStringLiteral(['zones'] as const)

/** Every public IP, as a list or by the zones of a region; what is shown stands in the URL. No props. */
export function PublicIpsScreen() {
  const { data, error, refetch } = useLongList(queries.publicIps, ({ more }) => more)
  const [view, setView] = useQueryState('view', VIEW)
  const hasZones = data !== undefined && zonedIps(data.ips).length > 0
  return (
    <>
      <PageHeader
        title={PUBLIC_IPS_TITLE}
        sub={data && publicIpsSentence(data.ips)}
        actions={
          hasZones && (
            <SegmentedControl
              aria-label="Show as"
              value={view ?? 'list'}
              onChange={(value) => void setView(value === 'zones' ? 'zones' : null)}
              data={[
                { value: 'list', label: 'List' },
                { value: 'zones', label: 'By zone' },
              ]}
            />
          )
        }
      />
      {data ? (
        <>
          <Shown ips={data.ips} byZone={hasZones && view === 'zones'} />
          {data.more > 0 && (
            <p className={css.more}>
              And {data.more.toLocaleString('en')} more, which are not counted above. The search finds them,
              too.
            </p>
          )}
        </>
      ) : (
        <div className={css.card}>
          {error ? (
            <ErrorState title="The public IPs could not be read" error={error} retry={() => void refetch()} />
          ) : (
            <RowsSkeleton rows={8} label={PUBLIC_IPS_TITLE} />
          )}
        </div>
      )}
    </>
  )
}

const Shown = (props: { ips: readonly PublicIpView[]; byZone: boolean }) =>
  props.byZone ? <ZoneView ips={props.ips} /> : <PublicIpsList ips={props.ips} />
