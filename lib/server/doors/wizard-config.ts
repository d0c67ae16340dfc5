import type { Members } from '@/lib/allocation/read-world'
import type { WizardParsed } from '@/lib/api/schemas/wizard'
import { configOfValues } from '@/lib/api/wizard-config'
import { CLOUDS } from '@/lib/domain/cloud-rules'
import { unborn } from '@/lib/domain/decide'
import type { GroupConfig, StatefulConfig } from '@/lib/domain/group'
import type { NicProblem } from '@/lib/domain/nic-problem'
import type { MemberProblem, Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Holdfast } from '@/lib/server/compose'

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

/** A configuration that asks for nothing: what checks of a part are made with, whatever the cloud. */
export const ASKS_NOTHING: StatefulConfig = {
  name: '',
  cloud: CLOUDS[0],
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
    retention: null,
  },
  coolingSeconds: 0,
}

/** The wizard's parsed values as a configuration; what cannot be read in a pool is refused with its sentences. */
export function configOf(values: WizardParsed): Result<GroupConfig, Refusal> {
  const { config, unreadable } = configOfValues(values)
  const problems = unreadable.flatMap(({ nic, entries }) =>
    entries.map(({ text, why }): { nic: string | null; problem: MemberProblem } => ({
      nic,
      problem: { kind: 'unreadable', member: text, why },
    })),
  )
  if (problems.length === 0) return ok(config)
  const ofNics: NicProblem[] = problems.filter(({ nic }) => nic !== null)
  return ofNics.length > 0
    ? refuse({ kind: 'nics', cloud: config.cloud, problems: ofNics, total: ofNics.length })
    : refuse({ kind: 'members', total: problems.length, problems: problems.map(({ problem }) => problem) })
}
