import { type Cloud, type CloudRules, cloudRules } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'

/** What an address status is called, everywhere: on the map, in chips and lists, in what the server says. */
const WORDS: Record<AddressStatus, string> = {
  active: 'Held, active',
  paused: 'Held, paused',
  random: 'Held, random',
  pool: 'Pool, free',
  foreign: 'Held by others',
  cooling: 'Resting',
  planned: 'Will be taken',
  reserved: 'Reserved by',
  free: 'Free',
}

/** Where machines keep nothing, what tells their addresses apart is who chose them. */
const OWN_WORDS: Record<CloudRules['persistence'], Partial<Record<AddressStatus, string>>> = {
  stateful: {},
  pooled: { active: 'Static, from a pool', random: 'Dynamic', paused: 'Kept' },
}

/** `cloud`: whose address it is; it has words of its own, and keeps some addresses back. */
export function statusWords(status: AddressStatus, cloud?: Cloud): string {
  if (cloud === undefined) return status === 'reserved' ? `${WORDS.reserved} the cloud` : WORDS[status]
  const { label, persistence } = cloudRules[cloud]
  return status === 'reserved'
    ? `${WORDS.reserved} ${label}`
    : (OWN_WORDS[persistence][status] ?? WORDS[status])
}
