import type { DamageKind } from '@/lib/api/schemas/damage'

/** What is damaged: an interface or machine of ours, a public IP, or a subnet. */
export type DamageSubject = 'interface' | 'machine' | 'public-ip' | 'subnet'

type Words = {
  readonly label: string
  readonly of: DamageSubject
  /** What it does, and what Holdfast makes of it. */
  readonly text: string
  /** It takes an address, too, and this is what that is. */
  readonly address: string | null
}

export const DAMAGE_WORDS: Record<DamageKind, Words> = {
  detach: {
    label: 'Detach an interface',
    of: 'interface',
    text: 'The interface comes off its machine, as a rescue that was left half-done leaves it. Drift offers another machine on the same interface.',
    address: null,
  },
  move: {
    label: 'Move an interface to a machine of theirs',
    of: 'interface',
    text: 'The interface, and the address with it, is on somebody else’s machine then. Holdfast never takes it from them: Drift offers to roll back, or to let it go.',
    address: null,
  },
  readdress: {
    label: 'Give an interface another address',
    of: 'interface',
    text: 'The interface loses the address that is on record. No address is ever changed silently: Drift shows both, and what can be done.',
    address: 'New address',
  },
  retag: {
    label: 'Put their tag on a machine',
    of: 'machine',
    text: 'The machine runs on and no longer says that it is ours. Drift shows whose tag it bears.',
    address: null,
  },
  disassociate: {
    label: 'Disassociate a public IP',
    of: 'public-ip',
    text: 'The public IP stays in the account and leads nowhere. Drift offers to associate it again; Settings can let Holdfast do so by itself.',
    address: null,
  },
  'take-public-ip': {
    label: 'Take a public IP to an interface of theirs',
    of: 'public-ip',
    text: 'The public IP leads to somebody else’s interface. Holdfast never takes it back by itself: Drift offers the next free one, or to do without.',
    address: null,
  },
  release: {
    label: 'Release a public IP',
    of: 'public-ip',
    text: 'The public IP is in the account no more, and its digits never come back. Drift offers the next free one, or to do without.',
    address: null,
  },
  stray: {
    label: 'Leave an interface with our tag',
    of: 'subnet',
    text: 'An interface bears our tag and is on no record, as a process that died elsewhere would leave it. It is listed as unknown, to be adopted or deleted.',
    address: 'Its address',
  },
  'drop-subnet': {
    label: 'Delete a subnet',
    of: 'subnet',
    text: 'The subnet is gone with all that its groups plan in it. It comes back only when the network is imported again.',
    address: null,
  },
}
