import type { Commit } from '@/lib/allocation/ports/commit'
import { releaseDue } from '@/lib/domain/release-rest'
import type { WorldCopy } from './world-copy'

/** When a group is to be settled because a rest of it ends; milliseconds since 1970. */
export type Waking = { readonly groupId: string; readonly at: number }

type Resting = Commit['instances'][number] | Commit['vms'][number]

/** What failed is tried again after a rest that is longer each time; the first is that of everything that was refused. */
const wakingOf = ({ groupId, stateSince, failedReleases }: Resting): Waking => ({
  groupId,
  at: Date.parse(releaseDue(stateSince, failedReleases)),
})

const isResting = ({ reason }: Resting): boolean => reason !== null

/** What rested already when the copy was taken. */
export function wakingsAtStart({ groups, subnets }: Pick<WorldCopy, 'groups' | 'subnets'>): Waking[] {
  const ids = new Set(groups.map(({ group }) => group.id))
  const members = groups.flatMap(({ instances, vms }) => [...instances, ...vms])
  return [
    ...members.filter(isResting).map(wakingOf),
    ...subnets.flatMap(({ resting }) =>
      resting.flatMap(({ groupId, until }) =>
        groupId !== null && ids.has(groupId) ? [{ groupId, at: Date.parse(until) }] : [],
      ),
    ),
  ]
}

/** When a group is to be settled because of this commit: something was let go, or failed and rests first. */
export const wakingsOf = ({
  released,
  instances,
  vms,
}: Pick<Commit, 'released' | 'instances' | 'vms'>): Waking[] => [
  ...released.map(({ groupId, restsUntil, at }) => ({ groupId, at: Date.parse(restsUntil ?? at) })),
  ...[...instances, ...vms].filter(isResting).map(wakingOf),
]
