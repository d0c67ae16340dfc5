import { describe, expect, test } from 'vitest'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { diffInventory } from '@/lib/domain/inventory-diff'
import { mergeInventory } from '@/lib/domain/inventory-merge'
import { readCliFiles } from '../cli/read-inventory'
import { ALL, config, fixture, id, json, LISTS, lower, NETWORK, nic, publicIp, VNET } from './cli.fixtures'

describe('what silence means', () => {
  const nothing = {
    virtualNetworkIds: new Set<string>(),
    subnetIds: new Set<string>(),
    publicIpIds: new Set<string>(),
  }
  async function goneAfter(
    before: { name: string; text: string }[],
    files: { name: string; text: string }[],
  ) {
    const known = (await readCliFiles(before)).inventory
    const next = await readCliFiles(files, known)
    const diff = diffInventory({
      ...{ before: known, after: next.inventory, scope: next.complete, leftOut: next.leftOut },
      ...{
        at: '2026-01-01T00:00:00.000Z',
        requestId: 'r',
        inUse: nothing,
        ourHolds: new Map(),
        ourInterfaceIds: new Set(),
      },
    })
    return { gone: diff.gone.map((one) => one.id), diff, known }
  }

  test('importing the same again changes nothing', async () => {
    const { diff } = await goneAfter(ALL, ALL)
    expect([diff.added, diff.changed, diff.gone, diff.change.events]).toEqual([[], [], [], []])
    expect(diff.change.upsert).toEqual(EMPTY_INVENTORY)
  })

  test.each(LISTS)('%s alone, again: nothing changes and nothing is gone', async (name) => {
    const { diff } = await goneAfter(ALL, [fixture(`${name}.json`)])
    expect([diff.added, diff.changed, diff.gone]).toEqual([[], [], []])
  })

  const nics = (...names: string[]) => names.map((name, at) => nic(name, [config(`10.0.1.${at + 4}`)]))
  const elsewhere = { ...nic('c', [config('10.0.1.40')]), id: id('networkInterfaces/c', 'rg-2') }
  test.each<[string, unknown, string[]]>([
    ['a list of the subscription', [...nics('a'), elsewhere], ['b']],
    ['a list of one resource group', nics('a'), ['b']],
    ['an object by itself', nics('a')[0], []],
    ['an empty list', [], []],
    ['a list of something else', [publicIp('p')], []],
  ])('%s', async (_, value, gone) => {
    const before = [NETWORK, json('nics.json', [...nics('a', 'b'), elsewhere])]
    const after = await goneAfter(before, [NETWORK, json('nics.json', value)])
    expect(after.gone).toEqual(gone.map((name) => lower(`networkInterfaces/${name}`)))
    expect(mergeInventory(after.known, after.diff.change).interfaces).toHaveLength(3 - gone.length)
  })

  test('a list of one subscription says nothing of another', async () => {
    const other = JSON.parse(JSON.stringify([VNET]).replaceAll('/s-1/', '/s-2/'))
    const { gone } = await goneAfter([NETWORK, json('other.json', other)], [NETWORK])
    expect(gone).toEqual([])
  })

  test('a list of network security groups says nothing of application security groups', async () => {
    const { gone } = await goneAfter(ALL, [fixture('vnets.json'), fixture('nsgs.json')])
    expect(gone).toEqual([])
  })

  test('a network that cannot be read keeps its subnets and what is in them', async () => {
    const before = [NETWORK, json('nics.json', nics('a'))]
    const { gone } = await goneAfter(before, [
      json('vnets.json', [{ ...VNET, addressSpace: null, subnets: [] }]),
    ])
    expect(gone).toEqual([])
  })

  test('a public IP that has lost its address is gone', async () => {
    const ips = (ipAddress: string | null) =>
      json('ips.json', [publicIp('a', { ipAddress }), publicIp('b', { ipAddress: '20.0.0.9' })])
    const { gone } = await goneAfter([NETWORK, ips('20.0.0.1')], [NETWORK, ips(null)])
    expect(gone).toEqual([lower('publicIPAddresses/a')])
  })
})
