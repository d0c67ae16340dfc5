import type { Address } from './address'

/**
 * The life of a VM of a pooled group. It borrows what it has and keeps nothing: one that goes is gone for good, and
 * another VM, with addresses chosen anew, takes its place before it has left.
 *
 *              interfaces, machine            public IPs
 *   launching ─────────────────────▶ placed ───────────▶ active ──────▶ leaving ──▶ gone
 *       │                               │                                  ▲
 *       └── cannot be ──▶ failed ──▶ gone, and another one                 │ scale-down, interruption, asked
 *                                       └──────────────────────────────────┘
 *
 * A VM without a choice of public IPs to make passes `placed` over.
 */
export type VmState = 'launching' | 'placed' | 'active' | 'leaving' | 'failed' | 'gone'

export const VM_STATES = ['launching', 'placed', 'active', 'leaving', 'failed'] as const

/**
 * What one interface of a VM has, and why that and nothing else.
 *
 * `private`: a pool member, static (Z5); or an address that the cloud chooses, null until it has told.
 * `public`: 'undecided' while the zone is not known in which a public IP must fit (Z6); a pool member; or one made for
 * this VM, null until it is made. `fellBack`: there is a pool for it, of which no member could be had.
 */
export type VmNic = {
  /** The interface's name in the group's configuration. */
  readonly name: string
  readonly primary: boolean
  readonly subnetId: string
  readonly interfaceId: string | null
  readonly private: VmPrivateIp
  readonly public: VmPublicIp
}

/** `whyId` names the explanation of the choice; none where it was made before explanations were kept. */
export type VmPrivateIp =
  | {
      readonly kind: 'pool'
      readonly address: Address
      readonly why: string
      readonly whyId?: string
    }
  | {
      readonly kind: 'dynamic'
      readonly address: Address | null
      readonly fellBack: boolean
      readonly why: string
      readonly whyId?: string
    }

export type VmPublicIp =
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided' }
  | {
      readonly kind: 'pool'
      readonly publicIpId: string
      readonly why: string
      readonly whyId?: string
    }
  | {
      readonly kind: 'dynamic'
      readonly publicIpId: string | null
      readonly fellBack: boolean
      readonly why: string
      readonly whyId?: string
    }

export type PooledVm = {
  /** `vmi-` and 12 hexadecimal digits. */
  readonly id: string
  readonly groupId: string
  /** Grows within the group in order of creation; "newest first" (Z7) reads it. */
  readonly ordinal: number
  readonly state: VmState
  /** False: it leaves as soon as the work under way has ended. */
  readonly wanted: boolean
  /** The VM whose place it takes. */
  readonly replacesId: string | null
  /** The market's choice; null before it is known, and in a regional group. */
  readonly zone: string | null
  readonly machineId: string | null
  /** How many machines were launched for it: more than one when the first was taken back before it ran. */
  readonly machineCount: number
  /** Primary first, then in the configuration's order. At least one. */
  readonly nics: readonly VmNic[]
  /** Why it is in this state, as one sentence, where that is not plain. */
  readonly reason: string | null
  /** What the cloud was found to have done behind our back, one sentence; null when all is as recorded. */
  readonly drift: string | null
  /** How often removing it has failed in a row. */
  readonly failedReleases: number
  readonly stateSince: string
  readonly createdAt: string
}

/** Counts towards target: wanted, and not on its way out. A failed one keeps its place until its rest has ended. */
export const isWantedVm = (vm: PooledVm): boolean =>
  vm.wanted && vm.state !== 'leaving' && vm.state !== 'gone'

/** What an operator can do with one VM. */
export type VmAction = 'replace' | 'remove'

export const VM_ACTIONS = ['replace', 'remove'] as const satisfies readonly VmAction[]

/** One that is being launched can't be replaced: nothing of it runs that another one could take the place of. */
const ALLOWED_FROM: Record<VmAction, readonly VmState[]> = {
  replace: ['placed', 'active', 'failed'],
  remove: ['launching', 'placed', 'active', 'failed'],
}

/**
 * May `action` be asked of a VM? The one table that the button and the verb behind it both ask. `already`: it is on its
 * way out, or waits for its successor; asking once more does nothing more.
 */
export function vmCan(
  action: VmAction,
  { state, wanted }: Pick<PooledVm, 'state' | 'wanted'>,
): 'yes' | 'already' | { readonly no: readonly VmState[] } {
  if (!wanted || state === 'leaving' || state === 'gone') return 'already'
  return ALLOWED_FROM[action].includes(state) ? 'yes' : { no: ALLOWED_FROM[action] }
}

/** Work in the cloud is under way for it, or about to begin. */
export const isBusyVm = ({ state }: PooledVm): boolean => state === 'launching' || state === 'leaving'

export const nicOf = (vm: PooledVm, name: string): VmNic => {
  const nic = vm.nics.find((one) => one.name === name)
  if (!nic) throw new Error(`${vm.id} has no interface ${name}`)
  return nic
}

/** The VM with one of its interfaces changed. */
export const withNic = (vm: PooledVm, name: string, into: Partial<VmNic>): PooledVm => ({
  ...vm,
  nics: vm.nics.map((nic) => (nic.name === name ? { ...nic, ...into } : nic)),
})

export const publicIpIdOf = (nic: Pick<VmNic, 'public'>): string | null =>
  nic.public.kind === 'pool' || nic.public.kind === 'dynamic' ? nic.public.publicIpId : null
