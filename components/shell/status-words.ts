import type { AddressStatus } from '@/lib/domain/occupancy'

/** What an address status is called, everywhere. `reserved` names the cloud. */
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

export const statusWords = (status: AddressStatus, cloudLabel = 'AWS'): string =>
  status === 'reserved' ? `${WORDS.reserved} ${cloudLabel}` : WORDS[status]
