'use client'

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Id } from '@/components/shell/id'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { SimulatorActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { SimulatorView } from '@/lib/api/views/simulator'
import { DamageForm } from './damage-form'
import { FaultsPanel } from './faults-panel'
import { InterfacesPanel } from './interfaces-panel'
import { MachinesPanel } from './machines-panel'
import { MarketForm } from './market-form'
import { ShareForm } from './share-form'
import css from './simulator.module.css'
import { TakeForm } from './take-form'
import { TimingForm } from './timing-form'

/** Machines start and stop by the simulated cloud's own clock, of which no event tells. */
const LOOK_AGAIN_MS = 2_000

/** The simulated cloud, to be disturbed. `actions`: SimulatorActions. Wants `queries.simulator()` prefetched. */
export function SimulatorScreen(props: { actions: SimulatorActions }) {
  const { data, error, refetch } = useQuery({ ...queries.simulator(), refetchInterval: LOOK_AGAIN_MS })
  return (
    <>
      <PageHeader
        title="Simulator"
        actions={
          data?.reachable && (
            <Button variant="default" component="a" href="#machines">
              Instances and VMs
            </Button>
          )
        }
        sub="The simulated AWS and Azure behind this console, where instances and VMs can be taken away and calls made to fail, to see what Holdfast does."
      />
      {data ? (
        data.reachable ? (
          <Panels view={data} actions={props.actions} />
        ) : (
          <Unreachable url={data.url} retry={() => void refetch()} />
        )
      ) : (
        <div className={css.card}>
          {error ? (
            <ErrorState title="The simulator could not be read" error={error} retry={() => void refetch()} />
          ) : (
            <RowsSkeleton rows={6} label="the simulator" />
          )}
        </div>
      )}
    </>
  )
}

/** What is always as large comes first; the table of machines, which may be long, comes last. */
function Panels(props: { view: SimulatorView; actions: SimulatorActions }) {
  const { view, actions } = props
  return (
    <div className={css.parts}>
      <div className={css.pair}>
        <ShareForm zones={view.zones} actions={actions} />
        <TakeForm actions={actions} />
      </div>
      <div className={css.pair}>
        <FaultsPanel view={view} actions={actions} />
        <TimingForm timing={view.timing} actions={actions} />
      </div>
      <DamageForm machines={view.machines} actions={actions} />
      {view.market.zones.length > 0 && <MarketForm market={view.market} actions={actions} />}
      <InterfacesPanel interfaces={view.interfaces} actions={actions} />
      <MachinesPanel machines={view.machines} more={view.moreMachines} actions={actions} />
    </div>
  )
}

function Unreachable(props: { url: string; retry: () => void }) {
  return (
    <div className={css.card} role="alert">
      <EmptyState
        title="The simulated cloud does not answer"
        text={
          <>
            <p className={css.text}>
              Nothing listens at <Id value={props.url} />. Nothing is lost: it keeps its own state, and
              Holdfast goes on with its work as soon as it answers.
            </p>
            <p className={css.text}>
              It is started together with Holdfast: stop Holdfast and run <code>npm start</code> again. This
              page looks again every two seconds.
            </p>
          </>
        }
        action={
          <Button variant="default" onClick={props.retry}>
            Look again
          </Button>
        }
      />
    </div>
  )
}
