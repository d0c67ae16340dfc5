'use client'

import { Exact } from '@/components/moment/exact'
import { useShownMoment } from '@/components/moment/shown-moment'
import { usePast } from '@/components/moment/use-then'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { GroupView } from '@/lib/api/views/groups'
import css from './configuration.module.css'
import { GroupConfiguration } from './group-configuration'

/** How the group is configured, or was at the shown moment. */
export function ConfigurationTab(props: { view: GroupView }) {
  const { row, config, terraform } = props.view
  const moment = useShownMoment()
  const { data, error, refetch } = usePast(row.id, moment)
  if (moment === null) return <GroupConfiguration of={row.name} config={config} terraform={terraform} />
  if (error)
    return (
      <div className={css.card}>
        <ErrorState title="The configuration could not be read" error={error} retry={() => void refetch()} />
      </div>
    )
  if (!data)
    return (
      <div className={css.card}>
        <RowsSkeleton rows={8} label="Configuration" />
      </div>
    )
  const then = data.configuration
  if (then === null)
    return (
      <div className={css.card}>
        <EmptyState
          title="Not recorded"
          text="An earlier Holdfast did not keep the configuration of that time. Its events under Activity tell what was changed."
        />
      </div>
    )
  return (
    <>
      <p className={css.since}>
        So configured since <Exact at={then.since} />.
      </p>
      <GroupConfiguration of={`${row.name} as it was`} config={then.config} terraform={then.terraform} />
    </>
  )
}
