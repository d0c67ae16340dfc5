import type { PublicIpSku } from './cloud-rules'
import type { MemberProblem, PublicIpProblem } from './refusal'
import type { SecurityGroup } from './subnet'

/** What is wrong with one interface of a pooled group; `nic` null where it concerns all of them. */
export type NicProblem = { readonly nic: string | null; readonly problem: NicFault }

export type NicFault =
  | MemberProblem
  | PublicIpProblem
  /** B2: another interface of the same group lists the member, too. */
  | { readonly kind: 'listed-in-other-interface'; readonly member: string; readonly other: string }
  | { readonly kind: 'no-interface' }
  | { readonly kind: 'interface-name-repeated'; readonly name: string }
  /** Z2 */
  | { readonly kind: 'no-primary' }
  | { readonly kind: 'several-primaries'; readonly names: readonly string[] }
  | {
      readonly kind: 'too-many-interfaces'
      readonly count: number
      readonly machineType: string
      readonly allowed: number
    }
  /** Z1 */
  | { readonly kind: 'unknown-interface-subnet'; readonly subnetId: string }
  | {
      readonly kind: 'subnet-of-other-network'
      readonly subnetId: string
      readonly name: string
      readonly network: string
    }
  /** Z3 */
  | {
      readonly kind: 'unknown-interface-security-group'
      readonly securityGroupId: string
      readonly list: SecurityGroup['kind']
    }
  | {
      readonly kind: 'security-group-other-region'
      readonly name: string
      readonly region: string
      readonly wanted: string
      readonly list: SecurityGroup['kind']
    }
  | {
      readonly kind: 'security-group-other-network'
      readonly name: string
      readonly network: string
      readonly list: SecurityGroup['kind']
    }
  /** `list`: the one that it was put into, and what that is for. */
  | {
      readonly kind: 'security-group-other-kind'
      readonly name: string
      readonly list: SecurityGroup['kind']
    }
  | { readonly kind: 'too-many-security-groups'; readonly count: number; readonly allowed: number }
  /** Z4 */
  | { readonly kind: 'sku-retired'; readonly sku: string; readonly why: string; readonly missing: number }
  | { readonly kind: 'unknown-load-balancer'; readonly loadBalancerId: string }
  | { readonly kind: 'load-balancer-other-region'; readonly name: string; readonly region: string }
  | {
      readonly kind: 'load-balancer-other-sku'
      readonly name: string
      readonly sku: PublicIpSku
      readonly wanted: PublicIpSku
    }
  | { readonly kind: 'unknown-zone'; readonly zone: string; readonly zones: readonly string[] }
  | { readonly kind: 'pool-too-large'; readonly members: string; readonly most: string }
