import { describe, expect, it } from 'vitest'
import { CLOUDS, cloudRules } from '@/lib/domain/cloud-rules'
import { ADDRESS_STATUSES } from '@/lib/domain/occupancy'
import { statusWords } from './status-words'

describe('what an address status is called', () => {
  it('where instances keep their address: whether it runs, and where it came from', () => {
    expect(statusWords('active', 'aws')).toBe('Held, active')
    expect(statusWords('random', 'aws')).toBe('Held, random')
    expect(statusWords('reserved', 'aws')).toBe('Reserved by AWS')
  })

  it('where VMs borrow theirs: who chose it', () => {
    expect(statusWords('active', 'azure')).toBe('Static, from a pool')
    expect(statusWords('random', 'azure')).toBe('Dynamic')
    expect(statusWords('reserved', 'azure')).toBe('Reserved by Azure')
    expect(statusWords('foreign', 'azure')).toBe('Held by others')
  })

  it('without a cloud, what both understand', () => {
    expect(statusWords('reserved')).toBe('Reserved by the cloud')
    expect(statusWords('pool')).toBe('Pool, free')
  })

  it.each(CLOUDS.map((cloud) => [cloudRules[cloud].label, cloud] as const))(
    'no two statuses of %s are called the same',
    (_, cloud) => {
      const words = ADDRESS_STATUSES.map((status) => statusWords(status, cloud))
      expect(new Set(words).size).toBe(words.length)
    },
  )
})
