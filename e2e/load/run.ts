/**
 * `npm run load [SECONDS]`: a built server on loopback with two hundred browsers that have pages open and follow the
 * event stream, and twenty operators who change their groups, all at once. Prints how long each door took; ends with 1
 * where anything at all went wrong, the record afterwards included.
 */
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { groupsAsked } from '@/lib/api/group-list'
import { apiPaths } from '@/lib/api/paths'
import { auditFile } from '@/lib/storage/audit'
import { SUBNETS } from '@/lib/testing/worlds'
import type { ChaosWorld } from '../chaos/chaos-world'
import { playInWorld } from '../play-in-world'
import { type DoorTimes, tableOf } from './door-times'
import { makeOwnGroup, operate, TimedActions } from './operators'
import { type OpenPage, openStreams, readFor } from './readers'
import { type ServerFigures, serverFigures, serverTable } from './server-figures'

const OPERATORS = 20
const BROWSERS = 200
/** Between the browsers of one door and those of the next. */
const COMES_EVERY_MS = 500
/** One group that is larger than what operators change: as large as the wizard's values allow. */
const LARGE = 40

const seconds = Number(process.argv[2] ?? 60)
if (!Number.isInteger(seconds) || seconds < 1) {
  console.error('Say for how many seconds: npm run load 60.')
  process.exit(2)
}

await playInWorld('load', play)

async function play(world: ChaosWorld): Promise<readonly string[]> {
  const { client, holdfast } = world
  const making = new TimedActions()
  const large = await makeOwnGroup(client, making, 'load-large', LARGE)
  const groupIds: string[] = []
  for (let n = 0; n < OPERATORS; n++) groupIds.push(await makeOwnGroup(client, making, `load-${n}`, 1))

  const actions = new TimedActions()
  const streams = await openStreams(holdfast.url, BROWSERS)
  let isOver = false
  const [first = large] = groupIds
  console.log(`${BROWSERS} browsers and ${OPERATORS} operators for ${seconds} s …`)
  const before = loadavg()[0] as number
  const pages = pagesOf(large, first)
  // A door that was never opened is loaded from the disk first; that is the start, and not what is measured here.
  for (const { path } of pages) await fetch(`${holdfast.url}${path}`).then((answer) => answer.arrayBuffer())
  const start = await figuresOf(holdfast.url)
  // Node takes one new connection in each round of its loop, so browsers come one door after the other, as they do in
  // the morning; each is there for the whole time.
  const reading = pages.map(async (page, n) => {
    await pause(n * COMES_EVERY_MS)
    return readFor(holdfast.url, page, seconds + ((pages.length - n) * COMES_EVERY_MS) / 1_000)
  })
  await pause(pages.length * COMES_EVERY_MS)
  const [reads] = await Promise.all([
    Promise.all(reading).finally(() => {
      isOver = true
    }),
    ...groupIds.map((groupId) => operate(client, actions, groupId, () => isOver)),
  ])
  const after = await figuresOf(holdfast.url)
  const broken = streams.end()
  const doors: DoorTimes[] = [...reads, ...actions.doors.values()]
  console.log(tableOf(doors))
  console.log(`\n${serverTable(start, after)}`)
  console.log(
    `Streams: ${BROWSERS}, ${streams.messages().toLocaleString('en')} messages. Load of the machine before ${before.toFixed(1)}, after ${(loadavg()[0] as number).toFixed(1)}.`,
  )
  await holdfast.endConsole()
  const findings = auditFile(holdfast.databaseFile).findings.map(({ name }) => `the record: ${name}`)
  const silent = doors.filter(({ times }) => times.length === 0).map(({ door }) => `${door} never answered`)
  return [...doors.flatMap((door) => door.problems), ...silent, ...broken, ...findings, ...world.complaints()]
}

/** Two hundred browsers, each with one thing that its page asks for. */
function pagesOf(large: string, own: string): OpenPage[] {
  const page = (door: string, path: string, browsers: number): OpenPage => ({ door, path, browsers })
  return [
    page('nav', apiPaths.nav(), 40),
    page('groups', apiPaths.groups(groupsAsked(() => null)), 30),
    page('group', apiPaths.group(own), 20),
    page('instances', apiPaths.instances(large), 20),
    page('capacity', apiPaths.capacity(large, '24h'), 10),
    page('events', apiPaths.events({ limit: 50 }), 20),
    page('occupancy', apiPaths.occupancy(SUBNETS.prodA.id), 20),
    page('subnets', apiPaths.subnets(), 10),
    page('drifts', apiPaths.drifts(), 5),
    page('held', apiPaths.held(), 5),
    page('settings', apiPaths.settings(), 5),
    page('page of groups', '/groups', 5),
    page('page of a group', `/groups/${large}`, 5),
    page('page of a map', `/subnets/${SUBNETS.prodA.id}`, 5),
  ]
}

async function figuresOf(url: string): Promise<ServerFigures> {
  return serverFigures(await fetch(`${url}/api/metrics`).then((answer) => answer.text()))
}
