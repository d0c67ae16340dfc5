'use client'

import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { ErrorState, RowsSkeleton } from '@/components/shell/states'
import { useLongList } from '@/components/shell/use-long-list'
import type { HeldActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { HeldView } from '@/lib/api/views/held'
import { FailedReleases } from './failed-releases'
import css from './held.module.css'
import { HeldTable } from './held-table'
import { HELD_TITLE, heldSentence, moneyText } from './held-words'

/** B6: everything in the cloud that is held for nobody running, what it costs, and what to do about it. */
export function HeldScreen(props: { actions: HeldActions }) {
  const { data, error, refetch } = useLongList(queries.held, ({ more }) => more)
  return (
    <>
      <PageHeader title={HELD_TITLE} sub={data && heldSentence(data)} />
      {data ? (
        <>
          <Totals view={data} />
          <FailedReleases failed={data.failed} more={data.moreFailed} actions={props.actions} />
          <HeldTable view={data} actions={props.actions} />
        </>
      ) : (
        <div className={css.card}>
          {error ? (
            <ErrorState title="What is held could not be read" error={error} retry={() => void refetch()} />
          ) : (
            <RowsSkeleton rows={8} label="what is held" />
          )}
        </div>
      )}
    </>
  )
}

function Totals(props: { view: HeldView }) {
  const { totals, prices } = props.view
  const price = (perHour: number) => `${perHour.toLocaleString('en', { maximumFractionDigits: 6 })}`
  return (
    <div className={css.totals}>
      <dl>
        <div>
          <dt>Interfaces</dt>
          <dd>{totals.interfaces.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Public IPs</dt>
          <dd>{totals.publicIps.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Cost per year</dt>
          <dd>{moneyText(totals.yearly, prices.currency)}</dd>
        </div>
      </dl>
      <p>
        At {price(prices.interfacePerHour)} {prices.currency} per interface and{' '}
        {price(prices.publicIpPerHour)} {prices.currency} per public IP an hour.{' '}
        <Link href={paths.settings()}>Change prices</Link>
      </p>
    </div>
  )
}
