import { Ago } from '@/components/shell/ago'
import type { DriftView } from '@/lib/api/views/drifts'

/** "Repaired 4 times by itself, and undone each time. Tried again in 16 min." Nothing where nobody undoes it. */
export function ContestedNote(props: { drift: DriftView; still?: boolean }) {
  const { contested } = props.drift
  if (contested === null) return null
  const { times, nextAt } = contested
  const often = times === 1 ? 'once' : times === 2 ? 'twice' : `${times.toLocaleString('en')} times`
  return (
    <>
      Repaired {often} by itself, and undone {times === 1 ? 'since' : 'each time'}.{' '}
      {nextAt === null ? (
        'It is not tried again by itself.'
      ) : (
        <>
          Tried again <Ago at={nextAt} {...(props.still ? { still: true } : {})} />.
        </>
      )}
    </>
  )
}
