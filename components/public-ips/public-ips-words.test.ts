import { expect, it } from 'vitest'
import type { PublicIpView } from '@/lib/api/views/network'
import { holderOrder, publicIpsSentence, publicIpText } from './public-ips-words'

const ip = (part: Partial<PublicIpView> = {}): PublicIpView => ({
  id: 'eipalloc-1',
  cloud: 'aws',
  address: '52.20.11.4',
  name: 'edge',
  region: 'us-east-1',
  stateText: 'Unassociated',
  traits: null,
  state: 'unused',
  resourceGroup: null,
  usable: true,
  holder: null,
  pool: null,
  ...part,
})
const ours = ip({ holder: { kind: 'instance', instanceId: 'ssi-1', groupId: 'g', groupName: 'ring' } })
const others = ip({ holder: { kind: 'foreign', interfaceId: null, machineId: 'i-1', description: '' } })

it('says how many are held by whom', () => {
  expect(publicIpsSentence([ip(), ours, others, ip()])).toBe(
    '4 public IPs, 1 held by our instances, 1 by others, 2 free',
  )
  expect(publicIpsSentence([ip()])).toBe('1 public IP, 1 free')
  expect(publicIpsSentence([])).toBe('')
})

it('sorts free, ours, others', () => {
  expect([others, ours, ip()].map(holderOrder).sort()).toEqual([
    '0 Unassociated',
    '1 Unassociated',
    '2 Unassociated',
  ])
})

it('is found by address, id, name and pool', () => {
  expect(publicIpText(ip({ pool: { id: 'g', name: 'ring' } }))).toContain(
    '52.20.11.4 eipalloc-1 edge AWS · us-east-1',
  )
})
