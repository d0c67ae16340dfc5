import type { Result } from '@/lib/domain/result'
import { readPage } from '../paging'
import type { CloudRefusal, WirePage } from '../protocol'
import type { State } from '../state'
import type { AzureLoadBalancer, AzureNetwork, AzureSecurityGroup, AzureSubnet } from './protocol'
import type { SubnetRow } from './rows'
import { NETWORK_OF_GROUP_SQL } from './security-groups'

type Listed<T> = Result<WirePage<T>, CloudRefusal>
type Token = string | null | undefined
type NetworkRow = { seq: number; id: string; region: string; name: string; cidrs: string }
type GroupRow = AzureSecurityGroup & { seq: number; network: string | null }

const everything = (table: string) => ({
  sql: `select * from ${table} where seq > ? order by seq limit ?`,
  params: [],
})

export const listNetworks = (state: State, size: number, token: Token): Listed<AzureNetwork> =>
  readPage<NetworkRow, AzureNetwork>(state, size, token, everything('azure_network'), (row) => ({
    id: row.id,
    region: row.region,
    name: row.name,
    cidrs: JSON.parse(row.cidrs) as string[],
  }))

export const listSubnets = (state: State, size: number, token: Token): Listed<AzureSubnet> =>
  readPage<SubnetRow, AzureSubnet>(state, size, token, everything('azure_subnet'), (row) => ({
    id: row.id,
    virtualNetworkId: row.virtual_network_id,
    region: row.region,
    name: row.name,
    cidrs: JSON.parse(row.cidrs) as string[],
  }))

export function listSecurityGroups(
  state: State,
  kind: AzureSecurityGroup['kind'],
  size: number,
  token: Token,
): Listed<AzureSecurityGroup> {
  const sql = `select g.seq, g.id, g.kind, g.region, g.name, g.description, ${NETWORK_OF_GROUP_SQL} as network
    from azure_security_group g where g.kind = ? and g.seq > ? order by g.seq limit ?`
  return readPage<GroupRow, AzureSecurityGroup>(state, size, token, { sql, params: [kind] }, (row) => ({
    id: row.id,
    kind: row.kind,
    virtualNetworkId: row.network,
    region: row.region,
    name: row.name,
    description: row.description,
  }))
}

export const listLoadBalancers = (state: State, size: number, token: Token): Listed<AzureLoadBalancer> =>
  readPage<AzureLoadBalancer & { seq: number }, AzureLoadBalancer>(
    state,
    size,
    token,
    everything('azure_load_balancer'),
    ({ seq: _, ...row }) => row,
  )
