import type { Address } from '@/lib/domain/address'
import { type Cloud, cloudOfId } from '@/lib/domain/cloud-rules'
import { fillNics } from './azure/fill-nics'
import { hold, subnetRow } from './interfaces'
import { pointAt } from './public-ips'
import type { State } from './state'

/** What Holdfast has in the clouds, as its record says it. */
export type Ours = {
  readonly interfaces: readonly OurInterface[]
  readonly machines: readonly OurMachine[]
}

export type OurInterface = {
  readonly id: string
  /** The name, or description, that it was made with. */
  readonly name: string
  readonly instanceId: string
  readonly subnetId: string
  readonly address: Address
  /** False: asked for by us. */
  readonly dynamic: boolean
  readonly machineId: string | null
  /** Its place among the machine's interfaces; 0 is the primary one. */
  readonly position: number
  readonly publicIp: { readonly id: string; readonly madeForIt: boolean } | null
}

export type OurMachine = {
  readonly id: string
  readonly instanceId: string
  /** Its primary interface, and the subnet that is in. */
  readonly interfaceId: string
  readonly subnetId: string
  readonly zone: string | null
}

/**
 * Puts what is ours into a world whose networks and public IPs are loaded: machines that run since this moment, on
 * their interfaces. For a world that is a copy; in the clouds themselves, and in the simulated ones that Holdfast works
 * with, such things come about by calls alone.
 */
export function fillOurs(state: State, { interfaces, machines }: Ours): void {
  const of = <T extends { readonly id: string }>(items: readonly T[], cloud: Cloud): T[] =>
    items.filter((item) => cloudOfId(item.id) === cloud)
  state.atomically(() => {
    for (const one of of(interfaces, 'aws')) addInterface(state, one)
    for (const one of of(machines, 'aws')) addMachine(state, one)
    fillNics(state, { interfaces: of(interfaces, 'azure'), machines: of(machines, 'azure') })
  })
}

function addInterface(state: State, one: OurInterface): void {
  state.run(
    `insert into interface (id, subnet_id, status, machine_id, description, instance_id, security_group_ids)
     values (?, ?, ?, ?, ?, ?, '[]')`,
    ...[one.id, one.subnetId, one.machineId === null ? 'available' : 'in-use', one.machineId],
    ...[one.name, one.instanceId],
  )
  hold(state, one.subnetId, one.id, one.address, 0)
  if (one.publicIp) pointAt(state, one.publicIp.id, one.id)
}

function addMachine(state: State, one: OurMachine): void {
  const zone = subnetRow(state, one.subnetId)?.zone ?? ''
  const now = state.now()
  state.run(
    `insert into machine (id, interface_id, zone, instance_id, image_id, instance_type, launched_at, running_at)
     values (?, ?, ?, ?, '', '', ?, ?)`,
    ...[one.id, one.interfaceId, zone, one.instanceId, now, now],
  )
}
