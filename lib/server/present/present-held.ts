import { heldUnableSentence } from '@/lib/api/held-messages'
import type { HeldRowView } from '@/lib/api/views/held'
import type { AccountSettings } from '@/lib/domain/account-settings'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'
import type { Disposal } from '@/lib/domain/disposal'
import { type HeldAction, type HeldThing, heldCan, yearlyCost } from '@/lib/domain/held'
import { idName } from '@/lib/domain/short-id'

export function presentHeld(
  thing: HeldThing,
  around: {
    readonly prices: Pick<AccountSettings, 'interfacePerHour' | 'publicIpPerHour'>
    readonly deletion: Disposal | null
    readonly releasedAt: string | null
  },
): HeldRowView {
  const { what, id, address, cloud, subnetId, why, owner, since, machineId } = thing
  const words = wordsOf(cloud)
  const { deletion } = around
  const sentenceOf = (action: HeldAction): string | null => {
    const unable = heldCan(action, thing, deletion !== null)
    return unable && heldUnableSentence(unable)
  }
  return {
    key: `${what} ${id}`,
    ...{ what, id, address, cloud, subnetId, why, since },
    whatText: atStart(what === 'interface' ? words.interface : words.publicIp),
    cloudLabel: cloudRules[cloud].label,
    reason: reasonOf(thing),
    owner: {
      text: ownerText(owner),
      groupId: 'groupId' in owner ? owner.groupId : null,
      instanceId: owner.kind === 'instance' ? owner.instanceId : null,
    },
    running: machineId !== null,
    yearly: machineId === null ? yearlyCost(thing, around.prices) : null,
    releasedAt: around.releasedAt,
    deletion: deletion && { disposalId: deletion.id, failed: deletion.attempts > 0 },
    can: {
      release: sentenceOf('release'),
      'give-back': sentenceOf('give-back'),
      adopt: sentenceOf('adopt'),
      delete: sentenceOf('delete'),
    },
  }
}

function ownerText(owner: HeldThing['owner']): string {
  switch (owner.kind) {
    case 'instance':
      return `${owner.instanceId} in ${owner.groupName}`
    case 'kept':
      return `Kept from ${owner.groupName}`
    case 'tagged':
      return `Unknown, tagged for ${owner.instanceId}`
    case 'pool':
      return owner.groupName
    case 'nobody':
      return 'Nobody'
  }
}

/** Why it is held, as a sentence. */
function reasonOf({ why, owner, what, machineId, problem, cloud }: HeldThing): string {
  const words = wordsOf(cloud)
  const it = what === 'interface' ? words.interface : words.publicIp
  switch (why) {
    case 'paused':
      return `Its instance is paused and keeps its ${it}.${problem ? ` ${problem}` : ''}`
    case 'retained':
      return what === 'interface'
        ? `Its address left the pool after the instance had run, so the instance keeps it${machineId ? ' and runs on it' : ''}.`
        : `It left the pool while its instance had it, so the instance keeps it${machineId ? ' and runs with it' : ''}.`
    case 'failed':
      return problem ?? 'Work on its instance failed.'
    case 'kept':
      return owner.kind === 'kept'
        ? `It was kept when ${owner.groupName} was deleted.`
        : 'It was kept when its group was deleted.'
    case 'unknown': {
      const named = owner.kind === 'tagged' ? owner.instanceId : 'an instance'
      const on = machineId ? ` It is on ${idName(machineId)}.` : ''
      return `Holdfast made it for ${named}, and no instance has it.${on}`
    }
    case 'pooled':
      return owner.kind === 'pool'
        ? `The pool of ${owner.groupName} lists it, and no instance has it.`
        : 'A pool lists it, and no instance has it.'
    case 'idle':
      return 'Associated with nothing, and in no pool.'
  }
}
