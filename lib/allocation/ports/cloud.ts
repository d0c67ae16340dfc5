import type { Address } from '@/lib/domain/address'
import type { Cloud as CloudName, PublicIpSku } from '@/lib/domain/cloud-rules'
import type { ObservedInterface } from '@/lib/domain/inventory'
import type { Result } from '@/lib/domain/result'
import type { LoadBalancer, PublicIp, SecurityGroup, Subnet, VirtualNetwork } from '@/lib/domain/subnet'

/**
 * What a cloud answers when it does not do what was asked. `kind` is what Holdfast decides by; `code` and `message`
 * are the cloud's own words, kept for the operator.
 */
export type CloudError = {
  readonly kind:
    | 'throttled'
    /** It may or may not have happened: look, or repeat with the same token. */
    | 'outcome-unknown'
    | 'transient'
    | 'address-in-use'
    | 'address-invalid'
    | 'interface-in-use'
    /** Never a cloud's own answer: it was seen on a machine of somebody else (held-elsewhere.ts). */
    | 'interface-held'
    | 'interface-missing'
    | 'machine-missing'
    | 'public-ip-in-use'
    | 'public-ip-missing'
    | 'capacity'
    | 'invalid'
  readonly code: string
  readonly message: string
}

export type CloudAnswer<T> = Promise<Result<T, CloudError>>

export type Page<T> = { readonly items: readonly T[]; readonly nextToken: string | null }

export type ObservedMachine = {
  readonly id: string
  readonly state: 'pending' | 'running' | 'shutting-down' | 'terminated'
  /** Null where the machine is in no zone in particular. */
  readonly zone: string | null
  /** Its primary interface. */
  readonly interfaceId: string | null
  readonly instanceId: string | null
  /** Why it ended, in the cloud's words, e.g. a spot interruption. */
  readonly stateReason: string | null
  readonly since: string
}

/** A public IP for one VM. `name` is its own in the resource group, so that it is found again. */
export type PublicIpWanted = {
  readonly clientToken: string
  readonly name: string
  readonly region: string
  readonly resourceGroup: string
  readonly sku: PublicIpSku
  readonly zones: readonly string[]
  readonly instanceId: string
  /** The interface that it is for: it is made in the same account. */
  readonly interfaceId: string
}

/** What Holdfast asks of a cloud. A real adapter and the simulated one fit it alike; cloud.contract.ts says how. */
export interface Cloud {
  createInterface(wanted: {
    clientToken: string
    /** Null: a dynamic address, which the cloud chooses and answers. */
    address: Address | null
    subnetId: string
    /** Of every kind. */
    securityGroupIds: readonly string[]
    description: string
    instanceId: string
    /** Where it is made; null in a cloud without resource groups. */
    resourceGroup: string | null
  }): CloudAnswer<{ readonly interfaceId: string; readonly address: Address }>
  /** Deleting what is gone succeeds. */
  deleteInterface(interfaceId: string): CloudAnswer<null>
  describeInterfaces(query: {
    ids?: readonly string[]
    instanceId?: string
    pageToken?: string | null
  }): CloudAnswer<Page<ObservedInterface>>
  /**
   * Launches with these interfaces, the primary first; they are not deleted with the machine. The market chooses among
   * `zones`; empty: the subnet says it, or it is in none.
   */
  launchMachine(wanted: {
    clientToken: string
    interfaceIds: readonly string[]
    imageId: string
    instanceTypes: readonly string[]
    zones: readonly string[]
    instanceId: string
    resourceGroup: string | null
  }): CloudAnswer<{ readonly machineId: string; readonly zone: string | null }>
  /** Terminating what is gone succeeds. */
  terminateMachine(machineId: string): CloudAnswer<null>
  describeMachines(query: {
    ids?: readonly string[]
    pageToken?: string | null
  }): CloudAnswer<Page<ObservedMachine>>
  /** A static public IP for one VM; `zones` empty: of no zone. Refused by a cloud whose public IPs are all pooled. */
  createPublicIp(
    wanted: PublicIpWanted,
  ): CloudAnswer<{ readonly publicIpId: string; readonly publicAddress: string }>
  /** Only one that carries our tag. Deleting what is gone succeeds. */
  deletePublicIp(publicIpId: string): CloudAnswer<null>
  /** Re-association is always refused: an address is never taken from someone else (A8). */
  associatePublicIp(wanted: { publicIpId: string; interfaceId: string }): CloudAnswer<null>
  /** Ends this association only: an address that someone else has by now stays theirs (A8), and that succeeds too. */
  disassociatePublicIp(wanted: { publicIpId: string; interfaceId: string }): CloudAnswer<null>
  describeVirtualNetworks(pageToken?: string | null): CloudAnswer<Page<VirtualNetwork>>
  describeSubnets(pageToken?: string | null): CloudAnswer<Page<Subnet>>
  describeSecurityGroups(pageToken?: string | null): CloudAnswer<Page<SecurityGroup>>
  /** All of them, or those of these ids that exist. */
  describePublicIps(pageToken?: string | null, ids?: readonly string[]): CloudAnswer<Page<PublicIp>>
  describeLoadBalancers(pageToken?: string | null): CloudAnswer<Page<LoadBalancer>>
}

/** The clouds that Holdfast works with, by name. */
export type Clouds = { readonly [name in CloudName]?: Cloud }

/** The cloud of a group. A group in a cloud that this process does not work with is a bug. */
export function cloudNamed(clouds: Clouds, name: CloudName): Cloud {
  const cloud = clouds[name]
  if (!cloud) throw new Error(`this process has no cloud named ${name}`)
  return cloud
}
