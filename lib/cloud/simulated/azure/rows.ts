import type { CloudRefusal } from '../protocol'
import type { State } from '../state'

// The rows of Azure's tables, and the refusals that name them.

export type NicRow = {
  seq: number
  id: string
  name: string
  subnet_id: string
  etag: number
  foreign_use: 0 | 1
  vm_id: string | null
  vm_position: number
  instance_id: string | null
  content: string
}

export type SubnetRow = {
  seq: number
  id: string
  virtual_network_id: string
  region: string
  name: string
  cidrs: string
  free_from: string
}

export type VmRow = {
  seq: number
  id: string
  region: string
  zone: string | null
  instance_id: string
  content: string
  launched_at: number
  running_at: number
  stopping_at: number | null
  gone_at: number | null
  state_reason: string | null
}

export type PublicIpRow = {
  seq: number
  id: string
  region: string
  address: string
  name: string
  sku: 'standard' | 'basic'
  zones: string
  method: 'static' | 'dynamic'
  instance_id: string | null
  content: string | null
  associated: 0 | 1
  nic_id: string | null
  vm_id: string | null
  private_address: string | null
}

export const nicRow = (state: State, id: string): NicRow | undefined =>
  state.row<NicRow>('select * from azure_nic where id = ?', id)

export const subnetRow = (state: State, id: string): SubnetRow | undefined =>
  state.row<SubnetRow>('select * from azure_subnet where id = ?', id)

export const vmRow = (state: State, id: string): VmRow | undefined =>
  state.row<VmRow>('select * from azure_vm where id = ?', id)

export const publicIpRow = (state: State, id: string): PublicIpRow | undefined =>
  state.row<PublicIpRow>('select * from azure_public_ip where id = ?', id)

export const isInUse = (nic: NicRow): boolean => nic.vm_id !== null || nic.foreign_use === 1

export const notFound = (id: string): CloudRefusal => ({
  code: 'ResourceNotFound',
  message: `The Resource '${id}' was not found.`,
})

/** The first path in the message is what is missing: `azure-codes` reads it. */
export const missingReference = (id: string, by: string): CloudRefusal => ({
  code: 'InvalidResourceReference',
  message: `Resource ${id} referenced by resource ${by} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
})

/** The answer to a creation of what is there already, and is not the same. */
export const existsOtherwise = (id: string): CloudRefusal => ({
  code: 'PropertyChangeNotAllowed',
  message: `Resource ${id} already exists with other properties, which cannot be changed.`,
})

export const etagMoved = (id: string): CloudRefusal => ({
  code: 'PreconditionFailed',
  message: `The etag of resource ${id} is not the one given: it was changed meanwhile.`,
})
