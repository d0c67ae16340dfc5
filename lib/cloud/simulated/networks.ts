import type { Result } from '@/lib/domain/result'
import type { SubnetRow } from './interfaces'
import { readPage } from './paging'
import type { CloudRefusal, WireNetwork, WirePage, WireSecurityGroup, WireSubnet } from './protocol'
import type { State } from './state'

type Described<T> = Result<WirePage<T>, CloudRefusal>
type Token = string | null | undefined
type NetworkRow = { seq: number; id: string; region: string; name: string; cidrs: string }
type SecurityGroupRow = {
  seq: number
  id: string
  virtual_network_id: string
  name: string
  description: string
}

const everything = (table: string) => ({
  sql: `select * from ${table} where seq > ? order by seq limit ?`,
  params: [],
})

export const describeNetworks = (state: State, size: number, token: Token): Described<WireNetwork> =>
  readPage<NetworkRow, WireNetwork>(state, size, token, everything('virtual_network'), (row) => ({
    id: row.id,
    region: row.region,
    name: row.name,
    cidrs: JSON.parse(row.cidrs) as string[],
  }))

export const describeSubnets = (state: State, size: number, token: Token): Described<WireSubnet> =>
  readPage<SubnetRow, WireSubnet>(state, size, token, everything('subnet'), (row) => ({
    id: row.id,
    virtualNetworkId: row.virtual_network_id,
    region: row.region,
    zone: row.zone,
    name: row.name,
    cidrs: JSON.parse(row.cidrs) as string[],
  }))

export const describeSecurityGroups = (
  state: State,
  size: number,
  token: Token,
): Described<WireSecurityGroup> =>
  readPage<SecurityGroupRow, WireSecurityGroup>(state, size, token, everything('security_group'), (row) => ({
    id: row.id,
    virtualNetworkId: row.virtual_network_id,
    name: row.name,
    description: row.description,
  }))
