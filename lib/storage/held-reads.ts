import type { Cloud } from '@/lib/domain/cloud-rules'
import { cloudOfId } from '@/lib/domain/cloud-rules'
import type { HeldThing } from '@/lib/domain/held'
import { madeForVm } from '@/lib/domain/public-ip-state'
import { ask } from './ask'
import type { PrismaClient } from './client'

/** What `StatefulInstance_held_idx` has: the same words, or SQLite does not see that it may use it. */
const HELD_BY_INSTANCE = `state IN ('paused', 'error') AND (interfaceId IS NOT NULL OR publicIpId IS NOT NULL)`

/** Kept when their group was deleted, or bearing our tag without being anybody's: each of the two has an index. */
const STRAY_INTERFACES = `
  "id" IN (SELECT "id" FROM "ForeignInterface" WHERE "taggedFor" IS NOT NULL UNION ALL
    SELECT "interfaceId" FROM "IpAllocation" WHERE "ownerKind" = 'kept' AND "releasedAt" IS NULL)`

const UNHELD_PUBLIC_IPS = `
  "machineId" IS NULL AND NOT EXISTS (
    SELECT 1 FROM "PublicIpAllocation" a WHERE a."publicIpId" = "PublicIp"."id" AND a."releasedAt" IS NULL)
  AND ("interfaceId" IS NULL OR "interfaceId" IN (SELECT "id" FROM "ForeignInterface" WHERE ${STRAY_INTERFACES}))`

/** VMs that could be neither launched nor removed, and that nobody works on at this moment. */
const FAILED_VMS = `"reason" IS NOT NULL AND "state" IN ('failed', 'leaving')`

/** How many things the page lists, without reading them. */
export async function countHeld(client: PrismaClient): Promise<number> {
  const [row] = await ask<{ held: number | bigint }>(
    client,
    `SELECT (SELECT coalesce(sum(("interfaceId" IS NOT NULL) + ("publicIpId" IS NOT NULL)), 0)
             FROM "StatefulInstance" WHERE ${HELD_BY_INSTANCE})
       + (SELECT count(*) FROM "ForeignInterface" WHERE ${STRAY_INTERFACES})
       + (SELECT count(*) FROM "PublicIp" WHERE ${UNHELD_PUBLIC_IPS})
       + (SELECT count(*) FROM "PooledVm" v, json_each(v."nics") nic
          WHERE ${FAILED_VMS} AND nic.value ->> 'interfaceId' IS NOT NULL) AS held`,
  )
  return Number(row?.held ?? 0)
}

/** Every interface and public IP that is held for nobody running, and what is retained and runs (A7, A8). */
export async function readHeld(client: PrismaClient): Promise<HeldThing[]> {
  const [instances, vms, strays, publicIps] = await Promise.all([
    readOfInstances(client),
    readOfVms(client),
    readStrays(client),
    readUnheldPublicIps(client),
  ])
  return [...instances, ...vms, ...strays, ...publicIps]
}

type InstanceRaw = {
  [name in 'id' | 'groupId' | 'groupName' | 'cloud' | 'state' | 'stateSince']: string
} & {
  [name in 'interfaceId' | 'publicIpId' | 'publicAddress' | 'machineId' | 'address' | 'subnetId' | 'reason']:
    | string
    | null
} & { retained: number | bigint | boolean; listed: number | bigint }

const OF_INSTANCES = (where: string): string => `
  SELECT i."id", i."groupId", g."name" AS "groupName", g."cloud", i."state", i."stateSince", i."interfaceId",
    i."publicIpId", p."address" AS "publicAddress", i."machineId", i."address", i."subnetId", i."reason", i."retained",
    EXISTS (SELECT 1 FROM "PublicPoolMember" m
            WHERE m."publicIpId" = i."publicIpId" AND m."groupId" = i."groupId") AS listed
  FROM (SELECT * FROM "StatefulInstance" WHERE ${where}) i
  JOIN "Group" g ON g."id" = i."groupId" LEFT JOIN "PublicIp" p ON p."id" = i."publicIpId"`

const RUNNING_RETAINED = `"state" NOT IN ('paused', 'error', 'deallocated', 'deallocating') AND ("retained" OR
  "publicIpId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "PublicPoolMember" m
    WHERE m."publicIpId" = "StatefulInstance"."publicIpId" AND m."groupId" = "StatefulInstance"."groupId"))`

async function readOfInstances(client: PrismaClient): Promise<HeldThing[]> {
  const [idle, running] = await Promise.all([
    ask<InstanceRaw>(client, OF_INSTANCES(HELD_BY_INSTANCE)),
    ask<InstanceRaw>(client, OF_INSTANCES(RUNNING_RETAINED)),
  ])
  return [...idle, ...running].flatMap(thingsOf)
}

function thingsOf(row: InstanceRaw): HeldThing[] {
  const isRetained = Boolean(Number(row.retained))
  const isRunning = row.state !== 'paused' && row.state !== 'error'
  const base = {
    cloud: row.cloud as Cloud,
    owner: {
      kind: 'instance' as const,
      ...{ groupId: row.groupId, groupName: row.groupName, instanceId: row.id },
    },
    since: row.stateSince,
    machineId: row.machineId,
    problem: row.reason,
  }
  const whyOf = (retained: boolean) =>
    row.state === 'error' ? ('failed' as const) : retained ? ('retained' as const) : ('paused' as const)
  const things: HeldThing[] = []
  if (row.interfaceId && (!isRunning || isRetained))
    things.push({
      ...{ ...base, what: 'interface', id: row.interfaceId, address: row.address },
      ...{ subnetId: row.subnetId, why: whyOf(isRetained), addresses: 1 },
    })
  const leftPool = Number(row.listed) === 0
  if (row.publicIpId && (!isRunning || leftPool || isRetained))
    things.push({
      ...{ ...base, what: 'public-ip', id: row.publicIpId, address: row.publicAddress },
      ...{ subnetId: null, why: whyOf(isRetained || leftPool), addresses: 0 },
    })
  return things
}

async function readOfVms(client: PrismaClient): Promise<HeldThing[]> {
  const rows = await ask<{
    id: string
    groupId: string
    groupName: string
    cloud: string
    stateSince: string
    machineId: string | null
    reason: string
    interfaceId: string
    subnetId: string
    address: string | null
  }>(
    client,
    `SELECT v."id", v."groupId", g."name" AS "groupName", g."cloud", v."stateSince", v."machineId", v."reason",
       nic.value ->> 'interfaceId' AS "interfaceId", nic.value ->> 'subnetId' AS "subnetId",
       nic.value ->> '$.private.address' AS "address"
     FROM (SELECT * FROM "PooledVm" WHERE ${FAILED_VMS}) v, json_each(v."nics") nic
     JOIN "Group" g ON g."id" = v."groupId" WHERE nic.value ->> 'interfaceId' IS NOT NULL`,
  )
  return rows.map((row) => ({
    ...{ what: 'interface', id: row.interfaceId, cloud: row.cloud as Cloud, address: row.address },
    subnetId: row.subnetId,
    owner: { kind: 'instance', groupId: row.groupId, groupName: row.groupName, instanceId: row.id },
    ...{ why: 'failed', since: row.stateSince, machineId: row.machineId, problem: row.reason, addresses: 1 },
  }))
}

async function readStrays(client: PrismaClient): Promise<HeldThing[]> {
  const rows = await ask<{
    id: string
    subnetId: string
    status: string
    machineId: string | null
    taggedFor: string | null
    addresses: string
    prefixes: number | bigint
    keptFrom: string | null
    since: string | null
    keptAt: string | null
  }>(
    client,
    `SELECT f."id", f."subnetId", f."status", f."machineId", f."taggedFor", json_extract(f."held", '$.addresses') AS addresses,
       json_array_length(f."held", '$.prefixes') AS prefixes,
       (SELECT a."ownerName" FROM "IpAllocation" a
        WHERE a."interfaceId" = f."id" AND a."releasedAt" IS NULL AND a."ownerKind" = 'kept') AS "keptFrom",
       (SELECT min(a."since") FROM "IpAllocation" a
        WHERE a."interfaceId" = f."id" AND a."releasedAt" IS NULL) AS "since",
       (SELECT max(e."at") FROM "Event" e
        WHERE e."interfaceId" = f."id" AND e."kind" = 'interface-kept') AS "keptAt"
     FROM (SELECT * FROM "ForeignInterface" WHERE ${STRAY_INTERFACES}) f`,
  )
  return rows.flatMap((row): HeldThing[] => {
    const addresses = JSON.parse(row.addresses) as string[]
    const isUsed = row.machineId !== null || row.status === 'in-use'
    // Whoever kept it has put it to use: it is theirs now.
    if (row.keptFrom !== null && isUsed) return []
    return [
      {
        ...{ what: 'interface', id: row.id, cloud: cloudOfId(row.id), address: addresses[0] ?? null },
        subnetId: row.subnetId,
        owner:
          row.keptFrom !== null
            ? { kind: 'kept', groupName: row.keptFrom }
            : { kind: 'tagged', instanceId: row.taggedFor ?? '' },
        why: row.keptFrom !== null ? 'kept' : 'unknown',
        since: row.keptAt ?? row.since,
        machineId: row.machineId ?? (isUsed ? 'something that is no machine' : null),
        problem: null,
        addresses: addresses.length + Number(row.prefixes),
      },
    ]
  })
}

async function readUnheldPublicIps(client: PrismaClient): Promise<HeldThing[]> {
  const rows = await ask<{
    id: string
    cloud: string
    address: string
    groupId: string | null
    groupName: string | null
    since: string | null
  }>(
    client,
    `SELECT p."id", p."cloud", p."address", m."groupId", g."name" AS "groupName",
       (SELECT max(past."releasedAt") FROM "PublicIpAllocation" past WHERE past."publicIpId" = p."id") AS "since"
     FROM (SELECT * FROM "PublicIp" WHERE ${UNHELD_PUBLIC_IPS}) p
     LEFT JOIN "PublicPoolMember" m ON m."publicIpId" = p."id" LEFT JOIN "Group" g ON g."id" = m."groupId"`,
  )
  return rows.map((row) => {
    const vmId = row.groupId === null ? madeForVm(row) : null
    return {
      ...{ what: 'public-ip', id: row.id, cloud: row.cloud as Cloud, address: row.address || null },
      subnetId: null,
      owner:
        row.groupId !== null
          ? { kind: 'pool', groupId: row.groupId, groupName: row.groupName ?? '' }
          : vmId !== null
            ? { kind: 'tagged', instanceId: vmId }
            : { kind: 'nobody' },
      why: row.groupId !== null ? 'pooled' : vmId !== null ? 'unknown' : 'idle',
      ...{ since: row.since, machineId: null, problem: null, addresses: 0 },
    }
  })
}
