import type { Members } from '@/lib/allocation/read-world'
import type { WizardParsed } from '@/lib/api/schemas/wizard'
import { CLOUDS } from '@/lib/domain/cloud-rules'
import { unborn } from '@/lib/domain/decide'
import type { GroupConfig, StatefulConfig } from '@/lib/domain/group'
import { parsePool } from '@/lib/domain/pool'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Holdfast } from './compose'

/** Where the wizard makes groups. */
export const WIZARD_CLOUD = CLOUDS[0]

/** The group being edited, or one about to be born with this configuration. */
export async function subjectOf(
  { store, engine }: Holdfast,
  groupId: string | null,
  config: GroupConfig,
): Promise<Result<Members, Refusal>> {
  if (groupId === null)
    return ok({
      group: unborn('unborn', config, engine.allocation.surroundings.now()),
      instances: [],
      vms: [],
    })
  const snapshot = await store.groupSnapshot(groupId)
  return snapshot ? ok(snapshot) : refuse({ kind: 'unknown-group', groupId })
}

/** A configuration that asks for nothing: what checks of a part are made with. */
export const ASKS_NOTHING: StatefulConfig = {
  name: '',
  cloud: WIZARD_CLOUD,
  region: '',
  virtualNetworkId: '',
  capacity: { minimum: 0, target: 0, maximum: 0 },
  compute: { imageId: '', instanceTypes: [], securityGroupIds: [] },
  persistence: {
    kind: 'stateful',
    subnetIds: [],
    maintainPrivateIp: true,
    privateIpPool: [],
    publicIpPool: [],
    overflow: 'random',
  },
  coolingSeconds: 0,
}

/** The wizard's parsed values as a configuration; what cannot be read in the pool is refused with its sentences. */
export function configOf(values: WizardParsed): Result<GroupConfig, Refusal> {
  const { general, compute, persistence } = values
  const { entries, unreadable } = parsePool(persistence.privateIpPool)
  if (unreadable.length > 0 && persistence.maintainPrivateIp)
    return refuse({
      kind: 'members',
      total: unreadable.length,
      problems: unreadable.map((one) => ({ kind: 'unreadable', member: one.text, why: one.why })),
    })
  return ok({
    name: general.name,
    cloud: WIZARD_CLOUD,
    region: general.region,
    virtualNetworkId: general.virtualNetworkId,
    capacity: general.capacity,
    compute,
    persistence: {
      kind: 'stateful',
      subnetIds: general.subnetIds,
      maintainPrivateIp: persistence.maintainPrivateIp,
      privateIpPool: persistence.maintainPrivateIp ? entries : [],
      publicIpPool: persistence.publicIpPool,
      overflow: persistence.overflow,
    },
    coolingSeconds: persistence.coolingSeconds,
  })
}
