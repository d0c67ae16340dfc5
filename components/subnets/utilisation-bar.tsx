import type { SubnetRowView } from '@/lib/api/views/network'
import { statusColor } from '../map/legend-order'
import { sharesOf, sharesText, utilisationText } from './subnet-figures'
import css from './subnets-screen.module.css'

/** How full a subnet is, by status, with the same in words below it. */
export function UtilisationBar(props: { subnet: SubnetRowView }) {
  const { subnet } = props
  return (
    <span className={css.use} title={sharesText(subnet)}>
      <span className={css.bar} aria-hidden>
        {sharesOf(subnet).map(({ status, share }) => (
          <span
            key={status}
            data-status={status}
            style={{ width: `${share * 100}%`, background: statusColor(status) }}
          />
        ))}
      </span>
      <span className={css.words}>{utilisationText(subnet)}</span>
    </span>
  )
}
