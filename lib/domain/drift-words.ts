import { type CloudWords, cloudRules } from './cloud-rules'
import { withArticle, wordsOf } from './cloud-words'
import type { Drift, RepairKind } from './drift'
import { idName, shortIdText } from './short-id'

/** What is otherwise, as one sentence of whoever it is about. */
export function driftSentence(
  drift: Pick<Drift, 'kind' | 'cloud' | 'found' | 'recorded' | 'address'>,
): string {
  return sentenceOf(drift, wordsOf(drift.cloud), cloudRules[drift.cloud].label)
}

function sentenceOf(
  { kind, found, recorded, address }: Pick<Drift, 'kind' | 'found' | 'recorded' | 'address'>,
  words: CloudWords,
  label: string,
): string {
  const { machine, publicIp } = words
  const holder = found.interface ?? found.associatedWith ?? null
  // Where the holder's name says who it is, it is not said twice.
  const who = found.heldBy && found.heldBy !== (holder && idName(holder)) ? ` (${found.heldBy})` : ''
  switch (kind) {
    case 'interface-deleted':
      return 'Its interface was deleted outside Holdfast.'
    case 'interface-detached':
      return `Its interface is on no ${machine} any more.`
    case 'interface-moved':
      return `Its interface is on ${named(found.attachedTo)}, not on its own ${machine}.`
    case 'interface-readdressed':
      return `Its interface has ${found.privateIp ?? 'no address'} instead of ${recorded.privateIp ?? 'its address'}.`
    case 'address-taken':
      return `Its address was taken by ${named(found.interface)}${who}.`
    case 'public-ip-moved':
      return `Its ${publicIp} was associated with ${named(found.associatedWith)}${who}.`
    case 'public-ip-disassociated':
      return `Its ${publicIp} is associated with nothing.`
    case 'public-ip-released':
      return `Its ${publicIp} was released from the account.`
    case 'machine-gone':
      return `Its ${machine} is gone.`
    case 'machine-foreign':
      return found.tag
        ? `Its ${machine} bears the tag of ${found.tag}.`
        : `Its ${machine} no longer bears the tag of Holdfast.`
    case 'unknown-interface':
      return `An interface bears the tag of ${found.tag ?? 'an instance'} and is on no record.`
    case 'unknown-public-ip':
      return `${withArticle(publicIp).replace(/^a/, 'A')} is named after ${found.tag ?? 'a VM'}, which is not on record.`
    case 'member-reserved':
      return `${recorded.members ?? address} is a pool member that ${label} keeps back.`
    case 'member-outside':
      return `${recorded.members ?? address} is a pool member in no subnet of the group any more.`
    case 'member-taken':
      return `Pool member ${recorded.members ?? address} is held by ${named(found.interface)}${who}.`
    case 'public-member-gone':
      return `Pool member ${named(recorded.publicIp)} was released from the account.`
    case 'subnet-gone':
      return `Its subnet ${named(recorded.subnet)} is gone.`
    case 'network-gone':
      return `Its ${words.virtualNetwork} ${named(recorded.virtualNetwork)} is gone.`
  }
}

const named = (id: string | null | undefined): string => (id ? shortIdText(id) : 'something unknown')

/** What is said of an instance, which has one line for it: the first case, and how many more there are. */
export function driftLine(drifts: readonly Drift[]): string | null {
  const [first, ...more] = drifts
  if (!first) return null
  const rest = more.length === 0 ? '' : ` And ${more.length} more.`
  return driftSentence(first) + rest
}

/** What a repair does, as a sentence about whoever it is of. */
export function repairSentence(repair: RepairKind, { machine, publicIp }: CloudWords): string {
  switch (repair) {
    case 'recreate-interface':
      return 'Its interface is made again with the same address.'
    case 'recycle':
      return `It gets a new ${machine} on the same interface.`
    case 'relaunch':
      return `It gets a new ${machine} on the same address.`
    case 'roll-back':
      return 'It rolls back to paused; its address and interface stay on record.'
    case 'accept-machine':
      return `The ${machine} that has its interface is recorded as its own.`
    case 'adopt-interface':
      return 'The interface with its tag and address is recorded as its own.'
    case 'associate-public-ip':
      return `The same ${publicIp} is associated again, if nobody else has it.`
    case 'take-next-public-ip':
      return `The lost ${publicIp} is forgotten, and the next free one taken, if there is one.`
    case 'forget-public-ip':
      return `The lost ${publicIp} is forgotten; it runs without.`
    case 'replace-instance':
      return 'It ends, and what the group lacks follows with an address of its own.'
    case 'let-go':
      return 'It ends; its interface stays where it is and is listed as kept.'
    case 'replace-vm':
      return `Another ${machine} is launched, then this one leaves.`
    case 'remove-member':
      return 'The member leaves the private IP pool.'
    case 'remove-public-member':
      return `The member leaves the ${publicIp} pool.`
    case 'remove-subnet':
      return 'The group launches nothing in the subnet any more; its members leave the pool.'
  }
}
