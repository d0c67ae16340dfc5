'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useRoleReason } from '@/components/shell/action-reason'
import { PageHeader } from '@/components/shell/page-header'
import { Bone, EmptyState, ErrorState } from '@/components/shell/states'
import type { LedgerActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { LedgerCheckView } from '@/lib/api/views/ledger'
import { ChainPart } from './chain-part'
import { ExportPart } from './export-part'
import css from './ledger.module.css'
import { RetentionPart } from './retention-part'

/** While a check runs; nothing else tells how far it is. Soon after a start its own look ends, and nothing tells of that. */
const WHILE_RUNNING_MS = 400
const WHILE_STARTING_MS = 2_000
const REFETCH_MS: Readonly<Partial<Record<LedgerCheckView['state'], number>>> = {
  running: WHILE_RUNNING_MS,
  never: WHILE_STARTING_MS,
}

/** The log as a whole: whether it holds, as a file, and how long it is kept. For admins. */
export function LedgerScreen(props: { actions: LedgerActions }) {
  const barred = useRoleReason('checkLedger')
  const ledger = useQuery({
    ...queries.ledger(),
    enabled: barred === null,
    refetchInterval: ({ state }) => (state.data && REFETCH_MS[state.data.check.state]) ?? false,
  })
  return (
    <>
      <PageHeader
        title="Ledger"
        sub="Every change of everything is one event, and each event carries the hash of the one before it."
      />
      {barred !== null ? (
        <EmptyState title="This page is for admins" text={barred} />
      ) : ledger.data ? (
        <div className={css.grid}>
          <Panel title="The chain" wide>
            <ChainPart ledger={ledger.data} actions={props.actions} />
          </Panel>
          <Panel title="As a file">
            <ExportPart />
          </Panel>
          <Panel title="How long events are kept">
            <RetentionPart key={ledger.data.keepEventsDays} ledger={ledger.data} actions={props.actions} />
          </Panel>
        </div>
      ) : ledger.isError ? (
        <ErrorState error={ledger.error} retry={() => void ledger.refetch()} />
      ) : (
        <div role="status" aria-label="Loading the ledger">
          <Bone height={260} />
        </div>
      )}
    </>
  )
}

function Panel(props: { title: string; wide?: boolean; children: ReactNode }) {
  const id = `ledger-${props.title.toLowerCase().replaceAll(' ', '-')}`
  return (
    <section className={css.panel} aria-labelledby={id} data-wide={props.wide || undefined}>
      <h2 id={id} className={css.h2}>
        {props.title}
      </h2>
      {props.children}
    </section>
  )
}
