import Link from 'next/link'
import { Chip } from '@/components/shell/chips'
import { ShortId } from '@/components/shell/id'
import { Ip } from '@/components/shell/ip'
import { ScrollRegion } from '@/components/shell/scroll-region'
import { paths } from '@/lib/api/paths'
import type { LiveRollingView, RollingItemView } from '@/lib/api/views/rolling'
import { plural, say } from '@/lib/domain/plural'
import css from './rolling.module.css'
import { gateText, ITEM_TONES, ITEM_WORDS } from './rolling-words'

/** What becomes of each machine, those of the batch under way first. */
export function RollingItems(props: { run: LiveRollingView; groupId: string; member: string }) {
  const { run, groupId, member } = props
  return (
    <details className={css.each}>
      <summary>Each {member}</summary>
      <ScrollRegion className={css.scroll} aria-label={`Each ${member} of the rolling recycle`}>
        <ul className={css.items}>
          {run.items.map((item) => (
            <Item key={item.instanceId} item={item} groupId={groupId} />
          ))}
        </ul>
        {run.moreItems > 0 && <p className={css.soft}>and {plural(run.moreItems, 'more', 'more')}</p>}
      </ScrollRegion>
    </details>
  )
}

function Item(props: { item: RollingItemView; groupId: string }) {
  const { item, groupId } = props
  const { newInstanceId, newMachineId, machineId } = item
  return (
    <li className={css.item}>
      <span className={css.soft}>{say(item.batch)}</span>
      <span className={css.who}>
        <Link href={paths.group(groupId, 'instances', newInstanceId ?? item.instanceId)}>
          {item.instanceId}
        </Link>
        {item.address !== null && <Ip address={item.address} plain />}
      </span>
      <Chip tone={ITEM_TONES[item.state]}>{ITEM_WORDS[item.state]}</Chip>
      <span className={css.what}>
        <span className={css.machines}>
          <ShortId of={machineId} />
          {newMachineId !== null && (
            <>
              {' → '}
              <ShortId of={newMachineId} />
            </>
          )}
        </span>
        {newInstanceId !== null && <span className={css.soft}>{newInstanceId} took its place.</span>}
        {item.countsIn !== null && <span className={css.soft}>{gateText(item.countsIn)}</span>}
        {item.reason !== null && <span className={css.soft}>{item.reason}</span>}
      </span>
    </li>
  )
}
