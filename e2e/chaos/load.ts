import type { GroupCommand } from '@/lib/api/schemas/commands'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { MemberRecord } from './audit/record'
import { type GroupWish, SPARE_PUBLIC_IPS } from './chaos-groups'
import type { ChaosWorld } from './chaos-world'
import { pause } from './chaos-world'
import { type Asking, askCommand, askInterruption, askWizard, groupNamed, idsOf, membersOf } from './drive'
import type { Chance } from './random'

/** The groups that the load works on; their pools are apart. */
export type Loaded = { readonly cloud: Cloud; readonly wishes: readonly [GroupWish, ...GroupWish[]] }

const wish = (cloud: Cloud, target: number, pool: string, publicIps: number): GroupWish => ({
  ...{ name: `load-${cloud}`, target, pool, publicIps: SPARE_PUBLIC_IPS[cloud].load.slice(0, publicIps) },
})

export const LOADED: readonly Loaded[] = [
  {
    cloud: 'aws',
    wishes: [
      wish('aws', 4, '10.0.1.100-105', 2),
      wish('aws', 5, '10.0.1.100-102, 10.0.1.106-107', 2),
      wish('aws', 3, '10.0.1.103-107', 1),
    ],
  },
  {
    cloud: 'azure',
    wishes: [
      wish('azure', 3, '10.20.1.60-63', 1),
      wish('azure', 4, '10.20.1.62-64', 2),
      wish('azure', 2, '10.20.1.60-61, 10.20.1.64', 1),
    ],
  },
]

/** How many clients ask at the same time. */
const CLIENTS = 4
const LONGEST_PAUSE_MS = 60

/** What was asked and not answered: it is asked again after the restart. */
export type Load = { stop(): Promise<readonly Asking[]> }

/** Clients that ask for one thing after the other, whatever the answer: a refusal is an answer. */
export function startLoad(world: ChaosWorld, chance: Chance): Load {
  let isOver = false
  const unanswered: Asking[] = []
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!isOver) {
      const asking = nextAsking(world, chance)
      const answer = await asking()
      if (answer === null) {
        unanswered.push(asking)
        return
      }
      await pause(chance.whole(0, LONGEST_PAUSE_MS))
    }
  })
  return {
    async stop() {
      isOver = true
      await Promise.all(clients)
      return unanswered
    },
  }
}

function nextAsking(world: ChaosWorld, chance: Chance): Asking {
  const record = world.record()
  const { cloud, wishes } = chance.one(LOADED)
  const group = groupNamed(record, wishes[0].name)
  const wanted = chance.one(wishes)
  if (group?.state !== 'live') return askWizard(world, cloud, wanted, null)
  const members = membersOf(record, group.name)
  const machineIds = chance.some(
    members.flatMap((member) => member.machineId ?? []),
    0.5,
  )
  const kind = chance.whole(1, 20)
  if (kind <= 2) return askWizard(world, cloud, wanted, group.id)
  if (kind <= 5) return askInterruption(world, machineIds)
  return askCommand(world, commandOf(group.id, members, chance))
}

/** Any command, on any members: what does not fit is refused, and that is part of the load. */
function commandOf(groupId: string, members: readonly MemberRecord[], chance: Chance): GroupCommand {
  const some = idsOf(chance.some(members, 0.5))
  const instanceIds = some.length > 0 ? some : ['ssi-000000000000']
  const target = chance.whole(0, 6)
  return chance.one<GroupCommand>([
    { kind: 'resume', groupId, instanceIds },
    { kind: 'resume', groupId, instanceIds },
    { kind: 'pause', groupId, instanceIds },
    { kind: 'recycle', groupId, instanceIds },
    { kind: 'recycle', groupId, instanceIds },
    { kind: 'deallocate', groupId, instanceIds, afterwards: chance.one(['replace', 'lower-target']) },
    { kind: 'scale', groupId, target, resumePaused: chance.one([true, false]) },
    { kind: 'scale', groupId, target, resumePaused: true },
    { kind: 'resume-to-target', groupId },
    { kind: 'delete-group', groupId, interfaces: 'delete' },
  ])
}
