import { loadavg } from 'node:os'
import { applyIntent, planIntent } from '@/lib/allocation/command'
import type { PlanView } from '@/lib/api/views/plans'
import type { GroupConfig } from '@/lib/domain/group'
import { presentInTurns } from '@/lib/server/present/present-plan'
import { streamEvents } from '@/lib/server/requests/feed'
import { FLEET, GROUP_OF_SECURITY, groupConfig } from '@/lib/testing/worlds'
import type { Figure } from './figure'
import { LARGE, type LargeWorld, openLargeWorld, rounded } from './large-world'
import { type Watched, watchLoop } from './watch-loop'
import { willingCloud } from './willing-cloud'

const MOST_BLOCKED_MS = 50
const INSTANCES = 10_000

/**
 * How long the event loop is held up while 10,000 instances are created: planned, shown, applied with the plan's proof,
 * told to a browser that listens, and, where they launch at once, carried out in a cloud that does everything at once.
 * The baseline is the time that the whole takes: what one turn would last if nobody was let in between.
 */
export async function benchEventLoop(): Promise<Figure[]> {
  const world = await openLargeWorld(willingCloud())
  const listener = await listen(world)
  // A server has run for a while: the compiler's first passes are not what is measured.
  await create(world, pooled('warm', '10.8.1.0-10.8.8.0'))
  const pool = await create(world, pooled('paused', '10.8.10.0-10.8.49.15'))
  await create(world, launching('warm-too', 1_000))
  const launched = await create(world, launching('launched', INSTANCES))
  const messages = listener.end()
  await world.engine.stop()
  await world.store.close()
  if (messages === 0) throw new Error('Nothing was told to the browser')
  return [
    ...figuresOf(`creating ${INSTANCES.toLocaleString('en')} pool instances`, pool),
    ...figuresOf(`creating and launching ${INSTANCES.toLocaleString('en')} on random addresses`, launched),
  ]
}

type Created = Watched & { readonly took: number }

function figuresOf(what: string, { own, clock, took }: Created): Figure[] {
  const figure = (name: string, value: number): Figure => ({
    name,
    value: rounded(value),
    unit: 'ms',
    baseline: rounded(took),
    ratio: rounded(value / took, 3),
    goal: `≤ ${MOST_BLOCKED_MS} ms; baseline: the whole of it (load ${rounded(loadavg()[0] ?? 0)})`,
    met: value <= MOST_BLOCKED_MS,
  })
  return [
    ...(own === null ? [] : [figure(`longest turn, ${what}, own time`, own)]),
    figure(`longest turn, ${what}, by the clock`, clock),
  ]
}

const base = (name: string) => ({
  name,
  virtualNetworkId: FLEET,
  subnetIds: [LARGE.id],
  compute: {
    imageId: 'ami-bench',
    instanceTypes: ['c7i.large'],
    securityGroupIds: [GROUP_OF_SECURITY.fleet],
  },
})

const pooled = (name: string, pool: string): GroupConfig =>
  groupConfig({ ...base(name), pool, capacity: { minimum: 0, target: 0, maximum: 65_536 } })

const launching = (name: string, target: number): GroupConfig =>
  groupConfig({ ...base(name), capacity: { minimum: 0, target, maximum: 65_536 } })

/** As the wizard does it: the plan is read as it travels to the browser, and applied as it was read. */
async function create({ engine }: LargeWorld, config: GroupConfig): Promise<Created> {
  const watch = await watchLoop()
  const from = performance.now()
  const subject = { create: config }
  const intent = { kind: 'create', config, resumePool: false } as const
  const plan = await planIntent(engine.allocation, subject, intent)
  if (!plan.ok) throw new Error(plan.refusal.kind)
  const { proof } = JSON.parse(JSON.stringify(await presentInTurns(plan.value))) as PlanView
  const how = { requestKey: `create-${config.name}`, actor: 'operator', proof } as const
  const created = await applyIntent(engine.allocation, subject, intent, how)
  if (!created.ok) throw new Error(created.refusal.kind)
  await engine.idle()
  const took = performance.now() - from
  return { ...(await watch.end()), took }
}

/** A browser at the live feed: the product's own stream, of a Holdfast that is this process. */
async function listen({ store, engine }: LargeWorld): Promise<{ end(): number }> {
  Object.assign(globalThis, { [Symbol.for('holdfast')]: Promise.resolve({ store, engine }) })
  const leaving = new AbortController()
  const stream = await streamEvents(null, leaving.signal)
  let messages = 0
  void (async () => {
    for await (const _ of stream) messages += 1
  })()
  return {
    end() {
      leaving.abort()
      return messages
    },
  }
}
