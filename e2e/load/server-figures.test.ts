import { collectDefaultMetrics, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { serverFigures, serverTable } from './server-figures'

const TOLD = `# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 12.5
process_resident_memory_bytes 209715200
nodejs_heap_size_used_bytes 52428800
nodejs_eventloop_lag_p50_seconds 0.0101
nodejs_eventloop_lag_p99_seconds 0.02
nodejs_eventloop_lag_max_seconds 0.04
`

test('what the metrics tell is laid beside what they told before', () => {
  const before = serverFigures(TOLD)
  expect(before).toEqual({
    lag: { p50: 10.1, p99: 20, longest: 40 },
    ...{ memory: { resident: 200, heap: 50 }, processor: 12.5 },
  })
  const after = serverFigures(TOLD.replace('209715200', '314572800'))
  const lines = serverTable(before, after).split('\n')
  expect(lines).toHaveLength(7)
  expect(lines.find((line) => line.includes('resident'))).toMatch(/^memory, resident MB +200\.0 +300\.0$/)
})

test('the names are those that a server tells, and one that is missing is said', async () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  expect(serverFigures(await registry.metrics()).memory.resident).toBeGreaterThan(10)
  expect(() => serverFigures('')).toThrow('the metrics do not tell nodejs_eventloop_lag_p50_seconds')
})
