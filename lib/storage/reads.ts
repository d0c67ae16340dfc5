import type { GroupRow } from '@/lib/allocation/ports/group-rows'
import type { NavigationCounts, Reads } from '@/lib/allocation/ports/reads'
import { formatAddress } from '@/lib/domain/address'
import { readAddressDetails } from './address-details'
import { readCapacityMarks, readCapacityPoints } from './capacity-reads'
import type { PrismaClient } from './client'
import { readConfigAt, readConfigsAt } from './config-revisions'
import { createDrafts } from './drafts'
import { createDrillShelf } from './drills'
import { readEventsSince, readPeople } from './events'
import { readAddressHold, readPublicIpHold } from './explanations'
import { readFailedReleases } from './failed-releases'
import { readGroupRows, readInstanceRow, readInstanceRows } from './group-rows'
import { countHeld } from './held-reads'
import { readLedgerFacts } from './ledger-facts'
import { type NetworkPlan, readPublicIps } from './network'
import { readPastDetails, readReheld } from './past-details'
import {
  readEventTicks,
  readMembersAtCut,
  readNeighbours,
  readPastSpan,
  readTellingEvents,
} from './past-events'
import { readPastLayers } from './past-holds'
import { countRollingBatches, readMachineSeconds, readRollingItems, readRollings } from './rollings'
import {
  columns,
  type GroupRaw,
  OPERATION_COLUMNS,
  type OperationRaw,
  readGroup,
  readOperation,
} from './rows'
import { searchRecords } from './search'
import { readHistory, readLayers, readSubnetRows, subnetsInOrder } from './subnet-reads'
import { readVmRows } from './vm-rows'

/** What the console shows. Every method is a handful of statements, whatever the number of rows. */
export function createReads(
  client: PrismaClient,
  world: {
    readonly now: () => string
    readonly plan: () => Promise<NetworkPlan>
    readonly groups: () => Promise<readonly GroupRow[]>
  },
): Reads {
  return {
    ...createDrafts(client, world.now),
    ...createDrillShelf(client),
    membersAtCut: (groupId) => readMembersAtCut(client, groupId),
    people: () => readPeople(client),
    ledger: () => readLedgerFacts(client),
    groups: world.groups,
    group: async (groupId) => (await readGroupRows(client, [groupId]))[0] ?? null,
    async groupRecord(groupId) {
      const [raw] = await client.$queryRawUnsafe<GroupRaw[]>('SELECT * FROM "Group" WHERE "id" = ?', groupId)
      return raw ? readGroup(raw) : null
    },
    instances: async (groupId, options) =>
      readInstanceRows(client, await world.plan(), groupId, options?.deallocated ?? false),
    instance: async (instanceId) => readInstanceRow(client, await world.plan(), instanceId),
    vms: (groupId) => readVmRows(client, groupId),
    async operations(instanceId, limit) {
      const rows = await client.$queryRawUnsafe<OperationRaw[]>(
        `SELECT ${columns(OPERATION_COLUMNS)} FROM "Operation" WHERE "instanceId" = ?
         ORDER BY "createdAt" DESC, "id" LIMIT ?`,
        instanceId,
        limit,
      )
      return rows.map(readOperation)
    },
    rollings: (groupId, limit) => readRollings(client, groupId, limit),
    rollingItems: (runId, limit) => readRollingItems(client, runId, limit),
    rollingBatches: (runId) => countRollingBatches(client, runId),
    rollingMachineSeconds: (groupId) => readMachineSeconds(client, groupId),
    virtualNetworks: async () => (await world.plan()).virtualNetworks,
    securityGroups: async () => (await world.plan()).securityGroups,
    subnetPlan: async () => subnetsInOrder(await world.plan()),
    subnets: async () => readSubnetRows(client, await world.plan()),
    subnet: async (id) => {
      const rows = await readSubnetRows(client, await world.plan())
      return rows.find((row) => row.subnet.id === id) ?? null
    },
    publicIps: () => readPublicIps(client, null),
    occupancyLayers: (subnetId, cidr) => readLayers(client, subnetId, cidr, world.now()),
    addressDetails: (subnetId, addresses) =>
      readAddressDetails(client, subnetId, addresses.map(formatAddress), world.now()),
    holdHistory: (query) => readHistory(client, query),
    search: async (text) => searchRecords(client, await world.plan(), text),
    capacityPoints: (groupId, from) => readCapacityPoints(client, groupId, from),
    capacityMarks: (query) => readCapacityMarks(client, query),
    configAt: (groupId, moment) => readConfigAt(client, groupId, moment),
    configsAt: (moment) => readConfigsAt(client, moment),
    addressHold: (place) => readAddressHold(client, place),
    publicIpHold: (publicIpId) => readPublicIpHold(client, publicIpId),
    eventsSince: (seq, limit) => readEventsSince(client, seq, limit),
    failedReleases: () => readFailedReleases(client),
    pastSpan: (subject) => readPastSpan(client, subject),
    tellingEvents: (groupId, at) => readTellingEvents(client, groupId, at),
    pastLayers: (subnetId, block, at) => readPastLayers(client, { subnetId, block, at }),
    pastDetails: (subnetId, addresses, at) =>
      readPastDetails(client, subnetId, addresses.map(formatAddress), at),
    reheld: (subnetId, from, to) => readReheld(client, subnetId, from, to),
    eventTicks: (subject, window) => readEventTicks(client, subject, window),
    neighbours: (subject, at) => readNeighbours(client, subject, at),
    navigation: () => countNavigation(client),
  }
}

async function countNavigation(client: PrismaClient): Promise<NavigationCounts> {
  const [row] = await client.$queryRawUnsafe<
    { [name in Exclude<keyof NavigationCounts, 'held'>]: number | bigint }[]
  >(
    `SELECT
       (SELECT count(*) FROM "Group" WHERE "state" <> 'deleted') AS "groups",
       (SELECT count(*) FROM "Subnet") AS "subnets",
       (SELECT count(*) FROM "VirtualNetwork") AS "virtualNetworks",
       (SELECT count(*) FROM "PublicIp") AS "publicIps",
       (SELECT count(*) FROM "ForeignInterface") AS "foreignInterfaces",
       (SELECT count(*) FROM "Operation" WHERE "state" = 'running') AS "runningOperations",
       (SELECT count(*) FROM "Drift" WHERE "closedAt" IS NULL) AS "openDrifts",
       (SELECT count(*) FROM "StatefulInstance" INDEXED BY "StatefulInstance_troubled_idx"
          WHERE "state" <> 'deallocated' AND ("drift" IS NOT NULL
          OR "state" = 'error' OR ("state" = 'paused' AND "reason" IS NOT NULL)))
         + (SELECT count(*) FROM "PooledVm" WHERE "state" <> 'gone' AND ("drift" IS NOT NULL OR "reason" IS NOT NULL)) AS "troubled"`,
  )
  return {
    groups: Number(row?.groups ?? 0),
    subnets: Number(row?.subnets ?? 0),
    virtualNetworks: Number(row?.virtualNetworks ?? 0),
    publicIps: Number(row?.publicIps ?? 0),
    foreignInterfaces: Number(row?.foreignInterfaces ?? 0),
    held: await countHeld(client),
    runningOperations: Number(row?.runningOperations ?? 0),
    openDrifts: Number(row?.openDrifts ?? 0),
    troubled: Number(row?.troubled ?? 0),
  }
}
