import { StatusSquare } from '@/components/shell/status-square'
import { PUBLIC_IP_STATES, type PublicIpState } from '@/lib/domain/public-ip-state'
import legend from '../map/legend.module.css'
import { STATE_LOOKS, type StateCounts } from './zone-sections'

/** How many public IPs of each state there are; each entry is a toggle that leaves only its own. */
export function StateLegend(props: {
  counts: StateCounts
  state: PublicIpState | ''
  onState: (state: PublicIpState | '') => void
}) {
  const { counts, state } = props
  const present = PUBLIC_IP_STATES.filter((one) => counts[one] > 0 || one === state)
  return (
    <div className={legend.legend}>
      <ul className={legend.entries} aria-label="Legend">
        {present.map((one) => (
          <li key={one}>
            <button
              type="button"
              className={legend.entry}
              aria-pressed={state === one}
              onClick={() => props.onState(state === one ? '' : one)}
            >
              <StatusSquare status={STATE_LOOKS[one].status} />
              {STATE_LOOKS[one].label} <b>{counts[one].toLocaleString('en')}</b>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
