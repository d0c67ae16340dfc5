import { z } from 'zod'
import type { Cloud } from '@/lib/domain/cloud-rules'
import { type Market, MarketChange } from './azure/market'
import type { AzureOperation, AzureOutputs } from './azure/protocol'
import { AZURE_INPUTS, azureInventory, resourceId } from './azure/protocol'
import type { FaultRule, Timing } from './settings'
import { type AWS_OPERATIONS, FaultRules, TimingChange } from './settings'

// What travels between Holdfast and the simulated clouds: POST /call/<operation> with a JSON body. Operations carry
// their cloud's own names (Azure's: azure/protocol), so that faults are written in the words an operator finds in AWS's documentation. Addresses and
// CIDRs travel as canonical text.

const id = z.string().min(1).max(128)
const ids = z.array(id).max(1000)
const pageToken = z.string().nullish()
const described = z.object({ pageToken })

const wireNetwork = z.object({ id, region: z.string(), name: z.string(), cidrs: z.array(z.string()) })
const wireSubnet = wireNetwork.extend({ virtualNetworkId: id, zone: z.string().nullable() })
const wireSecurityGroup = z.object({ id, virtualNetworkId: id, name: z.string(), description: z.string() })
const wirePublicIp = z.object({
  id,
  region: z.string(),
  address: z.string(),
  name: z.string(),
  association: z
    .object({
      interfaceId: z.string().nullable(),
      machineId: z.string().nullable(),
      privateAddress: z.string().nullable(),
    })
    .nullable(),
})
const wireInterface = z.object({
  id,
  subnetId: id,
  status: z.enum(['available', 'in-use']),
  addresses: z.array(z.string()),
  prefixes: z.array(z.string()),
  machineId: z.string().nullable(),
  description: z.string(),
  instanceId: z.string().nullable(),
  /** On the way in: our tag on one that no record of ours knows. */
  taggedFor: z.string().optional(),
})

export type WireNetwork = z.output<typeof wireNetwork>
export type WireSubnet = z.output<typeof wireSubnet>
export type WireSecurityGroup = z.output<typeof wireSecurityGroup>
export type WirePublicIp = z.output<typeof wirePublicIp>
export type WireInterface = z.output<typeof wireInterface>

/** What each operation of AWS takes; a body that does not fit is refused with a sentence. */
const AWS_INPUTS = {
  CreateNetworkInterface: z.object({
    clientToken: z.string().min(1).max(128),
    subnetId: id,
    address: z.string(),
    securityGroupIds: ids,
    description: z.string(),
    instanceId: z.string().min(1),
  }),
  DeleteNetworkInterface: z.object({ interfaceId: id }),
  DescribeNetworkInterfaces: z.object({ ids: ids.optional(), instanceId: id.optional(), pageToken }),
  RunInstances: z.object({
    clientToken: z.string().min(1).max(128),
    interfaceId: id,
    imageId: z.string(),
    instanceTypes: z.array(z.string()),
    instanceId: z.string().min(1),
  }),
  TerminateInstances: z.object({ machineId: id }),
  DescribeInstances: z.object({ ids: ids.optional(), pageToken }),
  AssociateAddress: z.object({ publicIpId: id, interfaceId: id }),
  DisassociateAddress: z.object({ publicIpId: id, interfaceId: id }),
  DescribeVpcs: described,
  DescribeSubnets: described,
  DescribeSecurityGroups: described,
  DescribeAddresses: z.object({ ids: ids.optional(), pageToken }),
} satisfies Record<(typeof AWS_OPERATIONS)[number], z.ZodType>

/** An id of any cloud. */
const anyId = resourceId

/** Done to an interface, a public IP, a machine or a subnet of any cloud, by its id. */
export const DAMAGES = [
  'detach',
  'move',
  'readdress',
  'disassociate',
  'release',
  'retag',
  'drop-subnet',
  'stray',
] as const

/** What the Simulator page and tests do to the world; faults and delays never touch these. */
const CONTROL_INPUTS = {
  Overview: z.object({ machineLimit: z.int().min(0).max(100_000) }),
  Interrupt: z.object({ machineIds: z.array(anyId) }),
  InterruptShare: z.object({ zone: z.string().nullable(), share: z.number().min(0).max(1), seed: z.int() }),
  DeleteBehind: z.object({ interfaceId: anyId }),
  TakeAddress: z.object({ subnetId: anyId, address: z.string(), description: z.string() }),
  ReleaseForeign: z.object({ interfaceId: anyId }),
  AssociateElsewhere: z.object({ publicIpId: anyId }),
  Damage: z.object({ kind: z.enum(DAMAGES), id: anyId, address: z.string().nullable() }),
  SetFaults: z.object({ rules: FaultRules }),
  SetTiming: z.object({ timing: TimingChange }),
  SetMarket: z.object({ market: MarketChange }),
  LoadInventory: z.object({
    replace: z.boolean(),
    inventory: z.object({
      virtualNetworks: z.array(wireNetwork),
      subnets: z.array(wireSubnet),
      securityGroups: z.array(wireSecurityGroup),
      publicIps: z.array(wirePublicIp),
      interfaces: z.array(wireInterface),
    }),
    azure: azureInventory,
  }),
  Reset: z.object({}),
}

export const INPUTS = { ...AWS_INPUTS, ...AZURE_INPUTS, ...CONTROL_INPUTS }

export type CloudOperation = keyof typeof AWS_INPUTS | AzureOperation
export type Operation = keyof typeof INPUTS
export type Input<O extends Operation> = z.output<(typeof INPUTS)[O]>

export const isOperation = (name: string): name is Operation => Object.hasOwn(INPUTS, name)
export const isAzureOperation = (name: Operation): name is AzureOperation => Object.hasOwn(AZURE_INPUTS, name)
export const isCloudOperation = (name: Operation): name is CloudOperation =>
  Object.hasOwn(AWS_INPUTS, name) || isAzureOperation(name)

/** Looking changes nothing, so a lost answer to it is only a reason to ask again. */
export const changesNothing = (operation: Operation): boolean =>
  operation.startsWith('Describe') || /_(Get|List)$/.test(operation) || operation === 'Overview'

export type MachineState = 'pending' | 'running' | 'shutting-down' | 'terminated'

export type WireMachine = {
  id: string
  state: MachineState
  zone: string
  interfaceId: string | null
  instanceId: string | null
  stateReason: string | null
  since: string
}

export type WirePage<T> = { items: T[]; nextToken: string | null }

/** A machine of any cloud, as the Simulator page shows it. */
export type ShownMachine = Omit<WireMachine, 'zone'> & { readonly cloud: Cloud; readonly zone: string | null }

/** With the moment of its launch, milliseconds since 1970. */
export type Dated = { readonly at: number; readonly machine: ShownMachine }

/** Machines that are not terminated, by state; interfaces and public IPs by what they are. */
export type Overview = {
  readonly now: string
  /** Newest first, live ones before terminated ones, at most `machineLimit`. */
  readonly machines: readonly ShownMachine[]
  readonly machineCounts: Readonly<Record<MachineState, number>>
  readonly zones: readonly {
    readonly cloud: Cloud
    readonly zone: string
    readonly pending: number
    readonly running: number
    readonly shuttingDown: number
  }[]
  readonly interfaces: {
    readonly ours: number
    readonly oursInUse: number
    readonly foreign: number
  }
  readonly publicIps: { readonly total: number; readonly associated: number }
  readonly subnets: number
  readonly faults: readonly FaultRule[]
  readonly timing: Timing
  /** What Azure's spot market offers. */
  readonly market: Market
}

/** What a load did. `skipped` says why for the first hundred; `skippedCount` counts them all. */
export type LoadReport = {
  readonly loaded: { readonly interfaces: number; readonly publicIps: number; readonly subnets: number }
  readonly removed: { readonly interfaces: number; readonly publicIps: number; readonly subnets: number }
  readonly skippedCount: number
  readonly skipped: readonly { readonly id: string; readonly why: string }[]
}

/** What each operation answers. */
export type Outputs = AzureOutputs & {
  CreateNetworkInterface: { interfaceId: string }
  DeleteNetworkInterface: null
  DescribeNetworkInterfaces: WirePage<WireInterface>
  RunInstances: { machineId: string }
  TerminateInstances: null
  DescribeInstances: WirePage<WireMachine>
  AssociateAddress: null
  DisassociateAddress: null
  DescribeVpcs: WirePage<WireNetwork>
  DescribeSubnets: WirePage<WireSubnet>
  DescribeSecurityGroups: WirePage<WireSecurityGroup>
  DescribeAddresses: WirePage<WirePublicIp>
  Overview: Overview
  Interrupt: { interrupted: string[] }
  InterruptShare: { interrupted: string[] }
  DeleteBehind: null
  TakeAddress: { interfaceId: string }
  ReleaseForeign: null
  AssociateElsewhere: { interfaceId: string }
  Damage: null
  SetFaults: null
  SetTiming: Timing
  SetMarket: Market
  LoadInventory: LoadReport
  Reset: null
}

/** The cloud's own refusal: its error code and its message. */
export type CloudRefusal = { readonly code: string; readonly message: string }

/** What comes back over a connection, or does not. */
export type Reply =
  | { readonly kind: 'answer'; readonly value: unknown }
  | ({ readonly kind: 'refused' } & CloudRefusal)
  /** No answer: the work may or may not have been done. */
  | { readonly kind: 'lost'; readonly message: string }
  /** Nobody listens there: the work was not done. */
  | { readonly kind: 'unreachable'; readonly message: string }

/** Carries one call to a world, near or far. Never rejects. */
export type Transport = (operation: Operation, input: unknown) => Promise<Reply>
