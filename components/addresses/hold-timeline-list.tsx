import Link from 'next/link'
import { justBefore } from '@/components/moment/moment-words'
import { Ago } from '@/components/shell/ago'
import { WhyPart } from '@/components/why/why-part'
import { paths } from '@/lib/api/paths'
import type { AddressView } from '@/lib/api/views/network'
import css from './addresses.module.css'
import { holdTimeline, lastedText } from './hold-timeline'

/** Who held an address, newest first. `view`: AddressView. */
export function HoldTimeline(props: { view: AddressView }) {
  const parts = holdTimeline(props.view.holds, props.view.events)
  return (
    <ol className={css.holds} aria-label="Who held it">
      {parts.map((part) =>
        part.kind === 'gap' ? (
          <li key={`gap ${part.since}`} data-kind="gap">
            <span className={css.soft}>Nobody held it</span>
            <span className={css.when}>
              {part.until === null ? (
                <>
                  since <Ago at={part.since} />
                </>
              ) : (
                `for ${lastedText(part.since, part.until)}`
              )}
            </span>
          </li>
        ) : (
          <li
            key={`${part.hold.since} ${part.hold.holderText}`}
            data-kind={part.hold.holder.kind}
            data-now={part.hold.until === null || undefined}
          >
            <HolderName hold={part.hold} />
            <span className={css.when}>
              {part.hold.until === null ? 'since ' : 'from '}
              <Ago at={part.hold.since} />
              {part.hold.until !== null && (
                <>
                  {' until '}
                  <Ago at={part.hold.until} />
                </>
              )}
            </span>
            <MapThen view={props.view} hold={part.hold} />
            {part.why && <span className={css.why}>{part.why}</span>}
            {part.hold.holder.kind === 'instance' && part.hold.until !== null && props.view.subnet && (
              <WhyPart
                of={{
                  subnet: props.view.subnet.id,
                  address: props.view.address,
                  since: part.hold.since,
                }}
                name={`${props.view.address} then`}
              />
            )}
          </li>
        ),
      )}
    </ol>
  )
}

/** The map as it was just before and just after the hold began. */
function MapThen(props: { view: AddressView; hold: AddressView['holds'][number] }) {
  const { address, subnet } = props.view
  if (!subnet) return null
  const { since } = props.hold
  return (
    <span className={css.then}>
      <Link href={paths.subnet(subnet.id, { address, at: justBefore(since) })} prefetch={false}>
        Map just before
      </Link>
      <Link href={paths.subnet(subnet.id, { address, at: since })} prefetch={false}>
        Map just after
      </Link>
    </span>
  )
}

function HolderName(props: { hold: AddressView['holds'][number] }) {
  const { holder, holderText } = props.hold
  if (holder.kind !== 'instance') return <span className={css.holder}>{holderText}</span>
  return (
    <Link className={css.holder} href={paths.group(holder.groupId, 'instances', holder.instanceId)}>
      {holderText}
    </Link>
  )
}
