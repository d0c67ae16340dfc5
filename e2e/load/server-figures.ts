import { layTable } from './door-times'

/** What the server tells of itself at one moment; times in milliseconds, memory in megabytes. */
export type ServerFigures = {
  /** Of the event loop since it was asked before. */
  readonly lag: { readonly p50: number; readonly p99: number; readonly longest: number }
  readonly memory: { readonly resident: number; readonly heap: number }
  /** Seconds of processor time since it was started. */
  readonly processor: number
}

/** From what `/api/metrics` answers. Asking begins the measuring of the event loop anew. */
export function serverFigures(metrics: string): ServerFigures {
  const of = (name: string): number => {
    const value = Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1])
    if (Number.isNaN(value)) throw new Error(`the metrics do not tell ${name}`)
    return value
  }
  const lag = (name: string) => of(`nodejs_eventloop_lag_${name}_seconds`) * 1_000
  return {
    lag: { p50: lag('p50'), p99: lag('p99'), longest: lag('max') },
    memory: {
      resident: of('process_resident_memory_bytes') / 2 ** 20,
      heap: of('nodejs_heap_size_used_bytes') / 2 ** 20,
    },
    processor: of('process_cpu_seconds_total'),
  }
}

/** Before the load and at its end; the lag before it is that of the making of the groups. */
export function serverTable(before: ServerFigures, after: ServerFigures): string {
  const row = (name: string, of: (figures: ServerFigures) => number) => [
    name,
    of(before).toFixed(1),
    of(after).toFixed(1),
  ]
  return layTable([
    ['server', 'at start', 'at end'],
    row('event loop p50 ms', ({ lag }) => lag.p50),
    row('event loop p99 ms', ({ lag }) => lag.p99),
    row('event loop longest ms', ({ lag }) => lag.longest),
    row('memory, resident MB', ({ memory }) => memory.resident),
    row('memory, heap used MB', ({ memory }) => memory.heap),
    row('processor s', ({ processor }) => processor),
  ])
}
