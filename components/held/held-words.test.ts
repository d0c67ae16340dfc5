import { describe, expect, it } from 'vitest'
import type { HeldRowView, HeldView } from '@/lib/api/views/held'
import { chooseRows, deletionTitle, heldSentence, instancesOf, moneyText, releaseText } from './held-words'

const row = (n: number, why: string | null, instanceId: string | null = null): HeldRowView => ({
  ...{
    key: `k${n}`,
    what: 'interface',
    whatText: 'ENI',
    id: `eni-${n}`,
    address: `10.0.1.${n}`,
    cloud: 'aws',
  },
  ...{
    cloudLabel: 'AWS',
    subnetId: 's',
    why: 'paused',
    reason: 'It is paused.',
    since: null,
    running: false,
  },
  owner: { text: 'somebody', groupId: null, instanceId },
  ...{ yearly: 0, releasedAt: null, deletion: null },
  can: { release: why, 'give-back': why, adopt: why, delete: why },
})

const view = (interfaces: number, publicIps: number): HeldView => ({
  ...{
    rows: [],
    more: 0,
    failed: [],
    moreFailed: 0,
    totals: { interfaces, publicIps, yearly: 0 },
    adopters: {},
  },
  prices: { interfacePerHour: 0, publicIpPerHour: 0, currency: 'USD' },
})

describe('the words of what is held', () => {
  it.each([
    [0, 0, 'Nothing is held for nobody: every interface and public IP is in use.'],
    [1, 0, '1 interface is held for nobody running.'],
    [0, 2, '2 public IPs are held for nobody running.'],
    [1_200, 1, '1,200 interfaces and 1 public IP are held for nobody running.'],
  ])('%i and %i', (interfaces, publicIps, sentence) => {
    expect(heldSentence(view(interfaces, publicIps))).toBe(sentence)
  })

  it('name what is deleted', () => {
    const ip: HeldRowView = { ...row(2, null), what: 'public-ip' }
    expect(deletionTitle([row(1, null)])).toBe('Delete 1 interface')
    expect(deletionTitle([row(1, null), ip, ip])).toBe('Delete 1 interface and 2 public IPs')
  })

  it('say money with two decimals', () => {
    expect(moneyText(43.8, 'USD')).toBe('43.80 USD')
    expect(moneyText(1_234_567.891, 'EUR')).toBe('1,234,567.89 EUR')
  })

  it('say when something is released by itself', () => {
    const now = Date.parse('2026-11-03T12:00:00.000Z')
    expect(releaseText('2026-11-06T11:00:00.000Z', now)).toBe('Released in 3 days')
    expect(releaseText('2026-11-04T11:00:00.000Z', now)).toBe('Released in 1 day')
    expect(releaseText('2026-11-03T11:59:00.000Z', now)).toBe('Released at the next look')
  })

  it('say of a selection who is left out, and why', () => {
    expect(chooseRows('delete', [row(1, null)]).note).toBeNull()
    const some = chooseRows('delete', [row(1, null), row(2, 'It is in use.'), row(3, 'It is in use.')])
    expect(some.able).toHaveLength(1)
    expect(some.note).toBe('1 of 3 can be deleted. 10.0.1.2: It is in use. And 1 more.')
    expect(chooseRows('adopt', [row(2, 'It is in use.')]).note).toBe('10.0.1.2: It is in use.')
  })

  it('name an instance once, whatever of it is chosen', () => {
    expect(instancesOf([row(1, null, 'ssi-1'), row(2, null, 'ssi-1'), row(3, null)])).toEqual(['ssi-1'])
  })
})
