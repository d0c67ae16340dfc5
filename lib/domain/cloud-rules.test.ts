import { describe, expect, test } from 'vitest'
import { address } from './address'
import { cidr, cidrFirst, cidrLast } from './cidr'
import { CLOUDS, cloudOfId, cloudRules } from './cloud-rules'
import { eachAddress, formatRange, rangesContain, rangesSize } from './ranges'

const { aws, azure } = cloudRules

describe('AWS keeps the first four addresses of a subnet and the last', () => {
  test.each([
    ['10.0.1.0/24', ['10.0.1.0-10.0.1.3', '10.0.1.255']],
    ['10.0.0.0/23', ['10.0.0.0-10.0.0.3', '10.0.1.255']],
    ['10.0.0.0/16', ['10.0.0.0-10.0.0.3', '10.0.255.255']],
    ['10.0.1.16/28', ['10.0.1.16-10.0.1.19', '10.0.1.31']],
    ['10.0.1.8/29', ['10.0.1.8-10.0.1.11', '10.0.1.15']],
    ['10.0.1.4/30', ['10.0.1.4-10.0.1.7']],
    ['10.0.1.2/31', ['10.0.1.2-10.0.1.3']],
    ['10.0.1.7/32', ['10.0.1.7']],
    ['2001:db8::/64', ['2001:db8::-2001:db8::3', '2001:db8::ffff:ffff:ffff:ffff']],
  ])('%s', (text, expected) => {
    const block = cidr(text)
    const reserved = aws.reservedIn(block)
    expect(reserved.map(formatRange)).toEqual(expected)
    for (const a of eachAddress(reserved)) expect(aws.reservedWhy(block, a)).not.toBeNull()
    for (const a of [cidrFirst(block), cidrLast(block)]) expect(rangesContain(reserved, a)).toBe(true)
    expect(rangesSize(reserved)).toBeLessThanOrEqual(5n)
  })
})

describe('and says what for', () => {
  test.each([
    ['10.0.1.0/24', '10.0.1.0', 'network address'],
    ['10.0.1.0/24', '10.0.1.1', 'VPC router'],
    ['10.0.1.0/24', '10.0.1.2', 'DNS server'],
    ['10.0.1.0/24', '10.0.1.3', 'kept for future use'],
    ['10.0.1.0/24', '10.0.1.4', null],
    ['10.0.1.0/24', '10.0.1.254', null],
    ['10.0.1.0/24', '10.0.1.255', 'broadcast address, unused in a VPC'],
    ['10.0.1.0/24', '10.0.2.0', null],
    ['10.0.1.0/24', '10.0.0.255', null],
    ['10.0.0.0/23', '10.0.1.0', null],
    ['2001:db8::/64', '2001:db8::2', 'kept back in every IPv6 subnet'],
    ['2001:db8::/64', '2001:db8::4', null],
    ['2001:db8::/64', '2001:db8::ffff:ffff:ffff:ffff', 'kept back in every IPv6 subnet'],
  ])('%s %s: %s', (block, a, why) => expect(aws.reservedWhy(cidr(block), address(a))).toBe(why))
})

test('ids are recognised in the short and the long form', () => {
  expect(aws.ids.publicIp.test('eipalloc-0123456789abcdef0')).toBe(true)
  expect(aws.ids.publicIp.test('eipalloc-0123abcd')).toBe(true)
  expect(aws.ids.publicIp.test('eipalloc-0123')).toBe(false)
  expect(aws.ids.publicIp.test('eni-0123456789abcdef0')).toBe(false)
  expect(aws.ids.machine.test('i-0123456789ABCDEF0')).toBe(false)
})

test('every cloud has rules, and regions are listed once', () => {
  for (const cloud of CLOUDS) {
    const rules = cloudRules[cloud]
    expect(rules.cloud).toBe(cloud)
    const ids = rules.regions.map((region) => region.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const bounds of Object.values(rules.subnetPrefix)) expect(bounds.min).toBeLessThanOrEqual(bounds.max)
  }
})

describe('Azure', () => {
  test.each([
    ['10.0.1.0/24', ['10.0.1.0-10.0.1.3', '10.0.1.255']],
    // The seed's first picture works in a subnet that starts earlier.
    ['10.0.0.0/23', ['10.0.0.0-10.0.0.3', '10.0.1.255']],
    ['10.0.1.8/29', ['10.0.1.8-10.0.1.11', '10.0.1.15']],
    ['168.63.129.0/24', ['168.63.129.0-168.63.129.3', '168.63.129.16', '168.63.129.255']],
    ['169.254.10.0/28', ['169.254.10.0-169.254.10.15']],
    ['2001:db8::/64', ['2001:db8::-2001:db8::3', '2001:db8::ffff:ffff:ffff:ffff']],
  ])('keeps back of %s', (text, expected) => {
    const block = cidr(text)
    expect(azure.reservedIn(block).map(formatRange)).toEqual(expected)
    for (const a of eachAddress(azure.reservedIn(block))) expect(azure.reservedWhy(block, a)).not.toBeNull()
  })

  test.each([
    ['10.0.1.0/24', '10.0.1.1', 'default gateway'],
    ['10.0.1.0/24', '10.0.1.3', 'Azure DNS'],
    ['10.0.0.0/23', '10.0.1.0', null],
    ['168.63.129.0/24', '168.63.129.16', "Azure's own DNS and health address"],
    ['10.0.1.0/24', '168.63.129.16', null],
  ])('%s %s: %s', (block, a, why) => expect(azure.reservedWhy(cidr(block), address(a))).toBe(why))

  test.each([
    ['Standard_D2s_v5', 2],
    ['Standard_D4as_v5', 2],
    ['standard_d8s_v3', 4],
    ['Standard_E16ds_v5', 8],
    ['Standard_B1s', 2],
    ['Standard_B2ms', 3],
    ['Standard_B16ms', 8],
    ['Standard_NC6s_v3', null],
    ['whatever', null],
  ])('%s takes %s interfaces', (size, count) => expect(azure.interfacesPerMachine(size)).toBe(count))

  const path = '/subscriptions/1-2/resourceGroups/Net/providers/Microsoft.Network'
  test.each([
    ['virtualNetwork', `${path}/virtualNetworks/a`, true],
    ['virtualNetwork', `${path.toLowerCase()}/virtualnetworks/a`, true],
    ['virtualNetwork', `${path}/virtualNetworks/a/subnets/b`, false],
    ['subnet', `${path}/virtualNetworks/a/subnets/b`, true],
    ['publicIp', `${path}/publicIPAddresses/a`, true],
    ['securityGroup', `${path}/applicationSecurityGroups/a`, true],
    ['image', 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts:latest', true],
    ['image', 'ami-0123abcd', false],
  ] as const)('%s %s', (kind, id, fits) => expect(azure.ids[kind].test(id)).toBe(fits))

  test('an id names its resource group', () => {
    expect(azure.resourceGroupOf(`${path}/virtualNetworks/a`)).toBe('Net')
    expect(aws.resourceGroupOf('vpc-0123abcd')).toBeNull()
  })
})

describe('every id is one cloud’s', () => {
  const path = '/subscriptions/s/resourceGroups/Prod/providers/Microsoft.Network'
  test.each([
    ['vpc-0123456789abcdef0', 'aws'],
    ['eipalloc-0123456789abcdef0', 'aws'],
    [`${path}/virtualNetworks/main/subnets/web`, 'azure'],
    [`${path}/networkInterfaces/web-1`.toLowerCase(), 'azure'],
  ])('%s', (id, cloud) => expect(cloudOfId(id)).toBe(cloud))

  test('a listing is of a region, or of a subscription', () => {
    expect(cloudRules.aws.listingOf('vpc-1', 'us-east-1')).toBe('us-east-1')
    expect(cloudRules.azure.listingOf(`${path}/virtualNetworks/a`, 'westeurope')).toBe('/subscriptions/s/')
  })
})
