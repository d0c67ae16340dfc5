import { describe, expect, test } from 'vitest'
import { runWorld } from '@/lib/testing/running-world'
import { groupConfig } from '@/lib/testing/worlds'
import { type Meters, makeMeters } from './meters'
import { largest, MOST_LABELS, scrape } from './scrape'

/* The text is read by a reader of our own, written from the description of Prometheus' text format. */

type Sample = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}
type Told = { readonly samples: readonly Sample[]; readonly types: ReadonlyMap<string, string> }

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|\})/
const NUMBER = /^ (NaN|[+-]Inf|[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)$/i

/** Throws at the first line that is not as it must be. */
function readText(text: string): Told {
  const types = new Map<string, string>()
  const samples: Sample[] = []
  const seen = new Set<string>()
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (line.startsWith('#')) {
      const [, word, name, kind] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
      if (!word || !name || !kind) throw new Error(`not a comment: ${line}`)
      if (word === 'TYPE' && types.has(name)) throw new Error(`${name} is typed twice`)
      if (word === 'TYPE' && !/^(counter|gauge|histogram|summary)$/.test(kind)) throw new Error(line)
      if (word === 'TYPE') types.set(name, kind)
      continue
    }
    const sample = readSample(line)
    const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()])
    if (seen.has(key)) throw new Error(`told twice: ${line}`)
    seen.add(key)
    if (!types.has(sample.name) && !types.has(sample.name.replace(/_(bucket|sum|count)$/, '')))
      throw new Error(`${sample.name} has no type`)
    samples.push(sample)
  }
  return { samples, types }
}

function readSample(line: string): Sample {
  const name = NAME.exec(line)?.[0]
  if (!name) throw new Error(`no name: ${line}`)
  let rest = line.slice(name.length)
  const labels: Record<string, string> = {}
  if (rest.startsWith('{')) {
    rest = rest.slice(1)
    for (let ended = false; !ended; ) {
      const [whole, label, value, end] = LABEL.exec(rest) ?? []
      if (whole === undefined || label === undefined || value === undefined)
        throw new Error(`labels: ${line}`)
      labels[label] = value
      rest = rest.slice(whole.length)
      ended = end === '}'
    }
  }
  const number = NUMBER.exec(rest)?.[1]
  if (number === undefined) throw new Error(`no value: ${line}`)
  return { name, labels, value: Number(number.replace('Inf', 'Infinity')) }
}

const told = ({ samples }: Told, name: string, labels: Record<string, string> = {}): number | undefined =>
  samples.find(
    (one) =>
      one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
  )?.value

test('the text tells what was allocated, how full subnets and pools are, and follows what changes', async () => {
  const world = await runWorld()
  const meters = makeMeters()
  const groupId = await world.create(groupConfig({ name: 'say "hi"', pool: '10.0.1.40-44' }), true)
  const read = async () => readText(await scrape(world, meters))
  const pool = { cloud: 'aws', group: 'say \\"hi\\"' }

  const before = await read()
  const instances = await world.instances(groupId)
  const subnet = { subnet: instances[0]?.subnetId ?? '' }
  expect(told(before, 'holdfast_allocations_total', { cloud: 'aws', kind: 'private-ip' })).toBe(
    instances.length,
  )
  expect(told(before, 'holdfast_pool_addresses', { ...pool, state: 'all' })).toBe(5)
  expect(told(before, 'holdfast_pool_addresses', { ...pool, state: 'held' })).toBe(5)
  expect(told(before, 'holdfast_last_seq')).toBe(await world.store.lastSeq())
  expect(told(before, 'holdfast_operations_in_flight')).toBe(0)
  const held = told(before, 'holdfast_subnet_addresses', { ...subnet, state: 'held' }) as number

  const [first] = instances
  expect(
    await world.ask(groupId, {
      kind: 'deallocate',
      instanceIds: [first?.id ?? ''],
      afterwards: 'lower-target',
    }),
  ).toBe('ok')
  await world.ask(groupId, { kind: 'edit', config: groupConfig({ name: 'say "hi"', pool: '10.0.1.41-44' }) })
  const after = await read()
  const counted = await world.store.reads.subnets()
  const now = counted.find((row) => row.subnet.id === subnet.subnet)
  expect(told(after, 'holdfast_pool_addresses', { ...pool, state: 'all' })).toBe(4)
  expect(told(after, 'holdfast_subnet_addresses', { ...subnet, state: 'held' })).toBe(now?.held)
  expect(now?.held).not.toBe(held)
  for (const row of counted)
    expect(told(after, 'holdfast_subnet_addresses', { subnet: row.subnet.id, state: 'held' })).toBe(row.held)
  await world.close()
})

test('drift is told by its kind, and a cloud that answers is told', async () => {
  const world = await runWorld()
  const meters = makeMeters()
  const groupId = await world.create(groupConfig({ pool: '10.0.1.40-41' }), true)
  const [instance] = await world.instances(groupId)
  await world.control.deleteInterface(instance?.interfaceId ?? '')
  await world.check()
  const text = readText(await scrape(world, meters))
  expect(told(text, 'holdfast_cloud_reachable', { cloud: 'aws' })).toBe(1)
  const drifts = await world.store.openDrifts()
  const kinds = new Set(drifts.map(({ kind }) => kind))
  for (const kind of kinds)
    expect(told(text, 'holdfast_drift_open', { kind })).toBe(drifts.filter((one) => one.kind === kind).length)
  await world.close()
})

test('what failed in a cloud is counted by cloud and by what became of it, and what succeeded is not', async () => {
  const world = await runWorld()
  const meters = makeMeters()
  world.store.onCommitted((events) => meters.committed(events, world.store))
  const failed = async (kind: string) =>
    told(readText(await scrape(world, meters)), 'holdfast_operations_failed_total', { cloud: 'aws', kind })
  const groupId = await world.create(groupConfig({ pool: '10.0.1.40-41' }), true)
  expect(await failed('instance-rolled-back')).toBeUndefined()
  const [first] = await world.instances(groupId)
  const ids = [first?.id ?? '']
  await world.ask(groupId, { kind: 'pause', instanceIds: ids })
  for (const times of [1, 2]) {
    await world.control.setFaults([
      { operation: 'RunInstances', effect: 'error', code: 'UnauthorizedOperation', remaining: 1 },
    ])
    await world.ask(groupId, { kind: 'resume', instanceIds: ids })
    await expect.poll(() => failed('instance-rolled-back')).toBe(times)
  }
  await world.control.setFaults([])
  await world.ask(groupId, { kind: 'resume', instanceIds: ids })
  expect((await world.instances(groupId)).find(({ id }) => id === ids[0])).toMatchObject({ state: 'active' })
  expect(await failed('instance-rolled-back')).toBe(2)
  await world.close()
})

test('a request is measured by door and status, a stream is not, and refusals are told by reason', async () => {
  const world = await runWorld()
  const meters: Meters = makeMeters()
  const request = {
    id: 'r',
    changes: false,
    asker: null,
    cutOff: false,
    sentId: null,
    tookMs: 12,
    status: 200,
    token: null,
    outcome: null,
  }
  meters.request({ ...request, door: 'groups' })
  meters.request({ ...request, door: 'stream', tookMs: 9e6 })
  meters.request({ ...request, door: null })
  meters.request({ ...request, door: 'applyCommand', outcome: 'stale-plan' })
  const text = readText(await scrape(world, meters))
  expect(told(text, 'holdfast_request_duration_seconds_count', { door: 'groups', status: '200' })).toBe(1)
  expect(told(text, 'holdfast_request_duration_seconds_bucket', { door: 'groups', le: '0.01' })).toBe(0)
  expect(told(text, 'holdfast_request_duration_seconds_bucket', { door: 'groups', le: '0.025' })).toBe(1)
  expect(
    told(text, 'holdfast_request_duration_seconds_count', { door: 'applyCommand', status: 'refused' }),
  ).toBe(1)
  expect(told(text, 'holdfast_refusals_total', { reason: 'stale-plan' })).toBe(1)
  expect(text.samples.filter(({ labels }) => labels.door === 'stream')).toEqual([])
  await world.close()
})

describe('labels are bounded', () => {
  const pools = Array.from({ length: MOST_LABELS + 50 }, (_, n) => ({
    ...{ cloud: n % 2 ? 'aws' : 'azure', group: `g${n}`, members: n, held: 1 },
  }))
  const shown = largest(
    pools,
    ({ members }) => members,
    (sum, one) => ({ ...sum, members: sum.members + one.members, held: sum.held + one.held }),
  )

  test('the largest have figures of their own, and nothing is left out', () => {
    expect(shown).toHaveLength(MOST_LABELS + 2)
    expect(shown.filter(({ group }) => group === 'other').map(({ held }) => held)).toEqual([25, 25])
    const total = (list: typeof pools) => list.reduce((sum, { members }) => sum + members, 0)
    expect(total([...shown])).toBe(total(pools))
  })
})

describe('the reader would notice', () => {
  test.each([
    ['a 1', 'no type'],
    ['# TYPE a gauge\na one\n', 'no value'],
    ['# TYPE a gauge\na{b="c"d"} 1\n', 'labels'],
    ['# TYPE a gauge\na 1\na 2\n', 'told twice'],
    ['# TYPE a gauge\n# TYPE a gauge\n', 'typed twice'],
    ['# TYPE a gauge\na 1', 'no end'],
  ])('%j', (text, says) => {
    expect(() => readText(text.endsWith('1') && says !== 'no end' ? `${text}\n` : text)).toThrow(says)
  })
})
