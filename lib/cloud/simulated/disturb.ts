import type { Address } from '@/lib/domain/address'
import { formatAddress, offsetAddress } from '@/lib/domain/address'
import { seededRandom } from '@/lib/domain/allocate'
import { cidr, cidrFirst, cidrSize } from '@/lib/domain/cidr'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import * as azure from './azure/disturb'
import { EVICTED, endVm } from './azure/vms'
import type { SubnetRow } from './interfaces'
import { addInterface, deleteInterface, interfaceRow, noSuchInterface, removeInterface } from './interfaces'
import { endMachine, SPOT_TERMINATION } from './machines'
import type { CloudRefusal, Input, Outputs } from './protocol'
import { noSuchAllocation, pointAt, publicIpRow } from './public-ips'
import type { Timing } from './settings'
import type { State } from './state'

// What the clouds and other people of the account do without asking Holdfast. An id says of which cloud it is; what is
// done to Azure's things stands in azure/disturb.

const isAzure = (id: string): boolean => id.startsWith('/')

/** Random draws before a subnet counts as full for a foreign interface; at 95 % full a miss has odds of 1 in 26. */
const FOREIGN_DRAWS = 64

/** Spot interruption of the named machines. Answers those that it ended; the others were gone or going. */
export function interrupt(state: State, timing: Timing, machineIds: readonly string[]): Outputs['Interrupt'] {
  return state.atomically(() => ({
    interrupted: machineIds.filter((id) =>
      isAzure(id) ? endVm(state, timing, id, EVICTED) : endMachine(state, timing, id, SPOT_TERMINATION),
    ),
  }))
}

/**
 * Spot interruption of a share (0 to 1) of the live machines of a zone, or of all zones. The share is rounded to
 * whole machines, at least one unless the share is 0; the same seed on the same machines picks the same ones.
 */
export function interruptShare(
  state: State,
  timing: Timing,
  { zone, share, seed }: Input<'InterruptShare'>,
): Outputs['InterruptShare'] {
  const live = ['machine', 'azure_vm'].flatMap((table) =>
    state.rows<{ id: string }>(
      `select id from ${table} where stopping_at is null and (? is null or zone = ?) order by seq`,
      zone,
      zone,
    ),
  )
  const count = share === 0 ? 0 : Math.min(live.length, Math.max(1, Math.round(live.length * share)))
  const random = seededRandom(seed)
  const ids = live.map((machine) => machine.id)
  // The first steps of a Fisher-Yates shuffle: `count` of them drawn evenly.
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (ids.length - i))
    const [a, b] = [ids[i], ids[j]]
    if (a !== undefined && b !== undefined) [ids[i], ids[j]] = [b, a]
  }
  return interrupt(state, timing, ids.slice(0, count))
}

/** Deletes an interface behind Holdfast's back; nothing may have it. */
export const deleteBehind = (
  state: State,
  { interfaceId }: Input<'DeleteBehind'>,
): Result<null, CloudRefusal> =>
  isAzure(interfaceId) ? azure.deleteBehind(state, interfaceId) : deleteInterface(state, { interfaceId })

/** Someone else's interface takes an address; in use by something that is no machine, as a load balancer's is. */
export function takeAddress(
  state: State,
  { subnetId, address, description }: Input<'TakeAddress'>,
): Result<{ interfaceId: string }, CloudRefusal> {
  if (isAzure(subnetId)) return azure.takeAddress(state, { subnetId, address, description })
  return state.atomically(() =>
    addInterface(state, {
      subnetId,
      address,
      description,
      securityGroupIds: [],
      instanceId: null,
      status: 'in-use',
    }),
  )
}

/** Someone else's interface goes, in use or not. Holdfast's are refused. */
export function releaseForeign(state: State, interfaceId: string): Result<null, CloudRefusal> {
  if (isAzure(interfaceId)) return azure.releaseForeign(state, interfaceId)
  const found = interfaceRow(state, interfaceId)
  if (!found) return refuse(noSuchInterface(interfaceId))
  if (found.instance_id !== null) {
    return refuse({
      code: 'OperationNotPermitted',
      message: `${interfaceId} is not someone else's interface`,
    })
  }
  state.atomically(() => removeInterface(state, interfaceId))
  return ok(null)
}

function drawAddress(random: () => number, subnet: SubnetRow): Address | null {
  const [block] = (JSON.parse(subnet.cidrs) as string[]).map(cidr)
  return block?.family === 4
    ? offsetAddress(cidrFirst(block), Math.floor(random() * Number(cidrSize(block))))
    : null
}

/** A new foreign interface at a random address of some subnet of the region. */
function foreignInterfaceIn(state: State, region: string): Result<{ interfaceId: string }, CloudRefusal> {
  const subnets = state.rows<SubnetRow>('select * from subnet where region = ? order by seq', region)
  for (const subnet of subnets) {
    for (let draw = 0; draw < FOREIGN_DRAWS; draw++) {
      const drawn = drawAddress(state.random, subnet)
      if (!drawn) break
      const description = 'Holds an Elastic IP that someone else moved here'
      const added = takeAddress(state, { subnetId: subnet.id, address: formatAddress(drawn), description })
      if (added.ok) return added
    }
  }
  return refuse({
    code: 'InsufficientFreeAddressesInSubnet',
    message: `No subnet of ${region} has a free address for someone else's interface`,
  })
}

/** Someone else takes the public IP with re-association allowed: away from whoever has it, onto their interface. */
export function associateElsewhere(
  state: State,
  publicIpId: string,
): Result<{ interfaceId: string }, CloudRefusal> {
  if (isAzure(publicIpId)) return azure.associateElsewhere(state, publicIpId)
  const publicIp = publicIpRow(state, publicIpId)
  if (!publicIp) return refuse(noSuchAllocation(publicIpId))
  return state.atomically(() => {
    const free = state.row<{ id: string }>(
      `select i.id from interface i join subnet s on s.id = i.subnet_id
       where i.instance_id is null and s.region = ?
         and exists (select 1 from held where interface_id = i.id and instr(address, ':') = 0)
         and not exists (select 1 from public_ip where interface_id = i.id)
       order by i.seq limit 1`,
      publicIp.region,
    )
    const target = free ? ok({ interfaceId: free.id }) : foreignInterfaceIn(state, publicIp.region)
    if (target.ok) pointAt(state, publicIpId, target.value.interfaceId)
    return target
  })
}
