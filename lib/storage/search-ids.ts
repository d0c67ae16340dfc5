import type { SearchHit } from '@/lib/allocation/ports/network-rows'
import { idName } from '@/lib/domain/short-id'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { escapeLike } from './events'
import { after, type Found, MOST_HITS, NOWHERE, nameOf, textOfId } from './search-found'

/** `vmi-` and 12 hexadecimal digits. */
const VM_ID_LENGTH = 16

type IdRaw = Pick<SearchHit, 'kind' | 'id' | 'groupId' | 'instanceId' | 'subnetId' | 'address'> & {
  label: string | null
}

/** Asked of one column of ids: those that begin with the text, and those that are paths and whose name does. */
const CONDITIONS: readonly ((column: string) => string)[] = [
  (column) => `${column} >= ?1 AND ${column} < ?2`,
  (column) => `${column} >= '/' AND ${column} < '0' AND ${nameOf(column)} LIKE ?3 ESCAPE '\\'`,
]

const found = (columns: string, from: string, condition: string, order: string): string =>
  `SELECT * FROM (SELECT ${columns} FROM ${from} WHERE ${condition} ORDER BY ${order} LIMIT ${MOST_HITS})`

/**
 * Instances, interfaces and machines whose id begins with the text: one index range for each. Ids that are paths stand
 * beside each other in the index, so asking for them by name costs nothing where there are none.
 */
export async function findIds(client: PrismaClient, text: string): Promise<Found[]> {
  const ours = (kind: string, column: string): string[] => [
    found(
      `'${kind}' AS kind, i."${column}" AS id, i."groupId", i."id" AS "instanceId", i."subnetId", i."address", g."name" AS label`,
      `"StatefulInstance" i JOIN "Group" g ON g."id" = i."groupId"`,
      `i."${column}" >= ?1 AND i."${column}" < ?2`,
      `i."${column}"`,
    ),
  ]
  const foreign = (kind: string, column: string): string[] =>
    CONDITIONS.map((condition) =>
      found(
        `'${kind}', "${column}", NULL, NULL, "subnetId", "held" ->> '$.addresses[0]', "description"`,
        '"ForeignInterface"',
        condition(`"${column}"`),
        `"${column}"`,
      ),
    )
  const ofVms = CONDITIONS.map((condition) =>
    found(
      `'machine', v."machineId", v."groupId", v."id", v."nics" ->> '$[0].subnetId', v."nics" ->> '$[0].private.address', g."name"`,
      `"PooledVm" v JOIN "Group" g ON g."id" = v."groupId"`,
      `v."state" <> 'gone' AND ${condition('v."machineId"')}`,
      'v."machineId"',
    ),
  )
  const wanted = text.startsWith('/') ? text.toLowerCase() : text
  const rows = await ask<IdRaw>(
    client,
    [
      ...ours('instance', 'id'),
      ...ours('interface', 'interfaceId'),
      ...ours('machine', 'machineId'),
      ...foreign('interface', 'id'),
      ...foreign('machine', 'machineId'),
      ...ofVms,
    ].join(' UNION ALL '),
    wanted,
    after(wanted),
    `${escapeLike(text)}%`,
  )
  return rows.map((row) => ({ ...row, label: row.label ?? '', texts: [textOfId(row.id, text)] }))
}

type VmFoundRaw = {
  readonly id: string
  readonly groupId: string | null
  readonly label: string
  readonly nics: string
}

/**
 * VMs of pooled groups: by their id, and by their interfaces and public IPs, whose names begin with it. One that is
 * gone belongs to no group any more, but its history is still there.
 */
export async function findVms(client: PrismaClient, text: string): Promise<Found[]> {
  const name = idName(text.toLowerCase())
  if (!name.startsWith('vmi-')) return []
  const begin = name.slice(0, VM_ID_LENGTH)
  const rows = await ask<VmFoundRaw>(
    client,
    `SELECT v."id", v."nics", CASE WHEN v."state" <> 'gone' THEN v."groupId" END AS "groupId",
       g."name" || CASE WHEN v."state" = 'gone' THEN ', gone' ELSE '' END AS label
     FROM "PooledVm" v JOIN "Group" g ON g."id" = v."groupId"
     WHERE v."id" >= ?1 AND v."id" < ?2 ORDER BY v."state" = 'gone', v."id" LIMIT ${MOST_HITS}`,
    begin,
    after(begin),
  )
  return rows.map(({ id, groupId, label, nics }) => {
    const ids = (JSON.parse(nics) as { interfaceId: string | null }[]).map((nic) => nic.interfaceId)
    const texts = [id, ...ids.map((nic) => nic && textOfId(nic, text))]
    return { ...NOWHERE, kind: 'vm', id, label, groupId, instanceId: id, texts }
  })
}
