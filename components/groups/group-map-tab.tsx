'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { GroupMap } from '@/components/map/group-map'
import { MapInspector } from '@/components/map/map-inspector'
import { PastInspector } from '@/components/moment/past-inspector'
import { useShownMoment } from '@/components/moment/shown-moment'
import type { GroupView } from '@/lib/api/views/groups'
import css from './group-map-tab.module.css'

const URL_KEYS = { address: parseAsString, subnet: parseAsString }

/** The maps of the group's subnets; what is selected on one stands in the URL and shows at the right. */
export function GroupMapTab(props: { view: GroupView }) {
  const { subnets } = props.view
  const [url, setUrl] = useQueryStates(URL_KEYS, { history: 'replace' })
  const moment = useShownMoment()
  const subnet = subnets.find(({ id }) => id === url.subnet) ?? subnets[0]
  return (
    <div className={css.columns}>
      <section className={css.map} aria-label="Map">
        <GroupMap
          large
          subnets={subnets}
          selection={url.address}
          onSelect={(address, subnetId) => void setUrl({ address, subnet: subnetId })}
        />
      </section>
      {subnet && moment && (
        <PastInspector
          at={moment.at}
          address={url.address}
          subnetId={subnet.id}
          base={subnet.cidrs[0]}
          onClose={() => void setUrl({ address: null, subnet: null })}
        />
      )}
      {subnet && !moment && (
        <MapInspector
          address={url.address}
          subnetId={subnet.id}
          base={subnet.cidrs[0]}
          onClose={() => void setUrl({ address: null, subnet: null })}
        />
      )}
    </div>
  )
}
