'use client'

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type ReactNode, useEffect, useRef } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Bone, ErrorState } from '@/components/shell/states'
import type { InventoryActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { CLOUDS, type CloudWords, cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, many, wordsOf } from '@/lib/domain/cloud-words'
import { Commands } from './commands'
import { FileDrop } from './file-drop'
import { ImportPlan } from './import-plan'
import css from './inventory.module.css'
import { useImport } from './use-import'

/**
 * Imports what the clouds' command line tools print: files are chosen, the server reads them and answers a plan, the plan is applied or
 * discarded. `actions`: applyImport. Wants `queries.network()`.
 */
export function InventoryScreen(props: { actions: InventoryActions }) {
  const flow = useImport(props.actions)
  const top = useRef<HTMLDivElement>(null)
  // The plan takes the place of the form: whoever reads or tabs starts at its head.
  const { phase } = flow
  const before = useRef(phase)
  useEffect(() => {
    const arrived = phase === 'planned' && before.current === 'reading'
    if (arrived || phase === 'applied') top.current?.focus({ preventScroll: true })
    if (arrived || phase === 'applied') window.scrollTo({ top: 0 })
    before.current = phase
  }, [phase])
  return (
    <>
      <PageHeader
        title="Inventory"
        sub={`Holdfast needs no credentials of your clouds: it reads what the ${CLIS} print about your network. What changed since the last import is shown first and applied only when you agree.`}
      />
      <div className={css.columns}>
        <div ref={top} tabIndex={-1} className={css.main}>
          {flow.result !== null && <Applied result={flow.result} />}
          {flow.plan === null ? (
            <>
              <Commands />
              <FileDrop flow={flow} />
            </>
          ) : (
            <ImportPlan flow={flow} plan={flow.plan} />
          )}
        </div>
        <Known />
      </div>
    </>
  )
}

function Applied(props: { result: string }) {
  return (
    <div className={css.applied} role="status">
      <p>
        <b>Inventory imported:</b> {props.result}.
      </p>
      <div className={css.ways}>
        <Button component={Link} href={paths.subnets()} variant="default" size="compact-md">
          See the subnets
        </Button>
        <Button component={Link} href={paths.newGroup()} size="compact-md">
          Create group
        </Button>
      </div>
    </div>
  )
}

const CLIS = CLOUDS.map((cloud) => cloudRules[cloud].cli).join(' and the ')

/** What the clouds call several of these, once each: "VPCs, virtual networks". */
const inEveryCloud = (word: keyof CloudWords): string =>
  atStart([...new Set(CLOUDS.map((cloud) => many(wordsOf(cloud)[word])))].join(', '))

const PUBLIC_IPS = inEveryCloud('publicIp')

/** What Holdfast knows of the network now. */
function Known() {
  const { data, error, refetch } = useQuery(queries.network())
  const rows: readonly { name: string; count: number | undefined; link?: ReactNode }[] = [
    { name: inEveryCloud('virtualNetwork'), count: data?.virtualNetworks.length },
    {
      name: 'Subnets',
      count: data?.subnets.length,
      link: <Link href={paths.subnets()}>Subnets</Link>,
    },
    {
      name: PUBLIC_IPS,
      count: data?.publicIps.length,
      link: <Link href={paths.publicIps()}>{PUBLIC_IPS}</Link>,
    },
    { name: 'Security groups', count: data?.securityGroups.length },
  ]
  return (
    <aside className={css.card} aria-labelledby="known">
      <h2 id="known">Known now</h2>
      {error && !data ? (
        <ErrorState compact error={error} retry={() => void refetch()} />
      ) : (
        <dl className={css.known}>
          {rows.map(({ name, count, link }) => (
            <div key={name}>
              <dt>{link ?? name}</dt>
              <dd>{count === undefined ? <Bone width={28} /> : count.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      )}
    </aside>
  )
}
