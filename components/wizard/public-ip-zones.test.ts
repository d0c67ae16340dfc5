import { expect, test } from 'vitest'
import { AZURE_BALANCERS, AZURE_PUBLIC_IPS } from '@/lib/testing/azure-worlds'
import { azureNetwork, nicValues, pooledForm } from './pooled.fixtures'
import { findPublicIps } from './public-ip-choice'
import { groupByZone } from './public-ip-zones'
import { skuConsequences } from './sku-consequences'

test('Z6 public IPs are grouped by the zones that they fit; in each group usable ones come first', () => {
  const { zone1, zone1More } = AZURE_PUBLIC_IPS
  const found = findPublicIps(azureNetwork().publicIps, {
    search: '',
    chosen: [AZURE_PUBLIC_IPS.zone2.id],
    reasonOf: (ip) => (ip.id === zone1.id ? 'In the pool of other' : null),
  })
  const groups = groupByZone(found, ['1', '2', '3'])
  expect(groups.map(({ label, rows }) => [label, rows.length])).toEqual([
    ['Zone 1', 2],
    ['Zone 3', 1],
    ['Zone-redundant', 3],
    ['No zone', 3],
  ])
  expect(groups[0]?.rows.map(({ ip }) => ip.id)).toEqual([zone1More.id, zone1.id])
})

test('Z4 another SKU says which members do not fit and which load balancers do not apply', () => {
  const nics = [
    nicValues({ publicIp: true, publicIpPool: [AZURE_PUBLIC_IPS.zone1.id, AZURE_PUBLIC_IPS.basic.id] }),
  ]
  const { persistence } = pooledForm({ nics, loadBalancerIds: [AZURE_BALANCERS.web] })
  expect(skuConsequences({ ...persistence, publicIpSku: 'basic' }, azureNetwork())).toMatchObject({
    sentence:
      'With Basic, one pool member does not fit: 20.61.10.11 (eth0); and one load balancer does not apply: web-lb.',
    without: { loadBalancerIds: [], nics: [{ publicIpPool: [AZURE_PUBLIC_IPS.basic.id] }] },
  })
  const fitting = { ...persistence, nics: [nicValues()] }
  expect(skuConsequences(fitting, azureNetwork()).sentence).toBeNull()
})
