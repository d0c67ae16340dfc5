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

/** `cloudLabel`: the cloud that keeps an address back, as its rules name it (`cloudRules[…].label`). */
export const statusWords = (status: AddressStatus, cloudLabel = 'the cloud'): string =>
  status === 'reserved' ? `${WORDS.reserved} ${cloudLabel}` : WORDS[status]
