import { readFileSync } from 'node:fs'
import { formatAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import { readCliFiles } from '../cli/read-inventory'

/** Files of the Azure CLI for tests: those in e2e/fixtures, and small ones to put together. */
const FIXTURES = 'e2e/fixtures/azure-cli'
export const LISTS = ['vnets', 'nics', 'public-ips', 'nsgs', 'asgs', 'lbs'] as const
export const fixture = (name: string) => ({
  name: name.replace(/^.*\//, ''),
  text: readFileSync(`${FIXTURES}/${name}`, 'utf8'),
})
export const ALL = LISTS.map((name) => fixture(`${name}.json`))

export const json = (name: string, value: unknown) => ({ name, text: JSON.stringify(value, null, 2) })
export const id = (path: string, group = 'rg-1') =>
  `/subscriptions/s-1/resourceGroups/${group}/providers/Microsoft.Network/${path}`
export const lower = (path: string, group?: string) => id(path, group).toLowerCase()
export const SUBNET_ID = id('virtualNetworks/main/subnets/web')
export const subnet = (name: string, addressPrefix: string, more: object = {}) => ({
  ...{ addressPrefix, id: id(`virtualNetworks/main/subnets/${name}`), name },
  ...more,
})
export const VNET = {
  addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
  id: id('virtualNetworks/main'),
  location: 'westeurope',
  name: 'Main',
  subnets: [subnet('web', '10.0.1.0/24')],
  type: 'Microsoft.Network/virtualNetworks',
}
export const config = (privateIPAddress: string | null, more: object = {}) => ({
  ...{ name: 'ipconfig1', primary: true, privateIPAddress, subnet: { id: SUBNET_ID } },
  ...more,
})
export const nic = (name: string, configurations: readonly object[], more: object = {}) => ({
  id: id(`networkInterfaces/${name}`),
  ipConfigurations: configurations,
  location: 'westeurope',
  name,
  type: 'Microsoft.Network/networkInterfaces',
  virtualMachine: { id: id('virtualMachines/vm-1').replace('Network', 'Compute') },
  ...more,
})
export const publicIp = (name: string, more: object = {}) => ({
  ...{ id: id(`publicIPAddresses/${name}`), ipAddress: '20.0.0.1', location: 'westeurope', name },
  ...{
    publicIPAllocationMethod: 'Static',
    sku: { name: 'Standard' },
    type: 'Microsoft.Network/publicIPAddresses',
  },
  ...more,
})
export const NETWORK = json('vnets.json', [VNET])

/** What inventory is to a test: ids and texts. */
export async function read(files: { name: string; text: string }[], known = EMPTY_INVENTORY) {
  const result = await readCliFiles(files, known)
  return {
    ...result,
    complete: [...result.complete.azure].sort(),
    leftOut: [...result.leftOut],
    interfaces: result.inventory.interfaces.map((one) => ({
      ...one,
      addresses: one.addresses.map(formatAddress),
      prefixes: one.prefixes.map(formatCidr),
    })),
  }
}
