import type { AccountSettings } from './account-settings'
import type { Cloud } from './cloud-rules'

/*
 * B6: what exists in the cloud and is held for nobody running.
 *
 *   interface, public IP ──▶ behind a running machine            in use: not listed
 *                       ├──▶ of a paused instance                'paused', or 'retained' where its pool let it go (A7, A8)
 *                       ├──▶ of one whose work failed            'failed'
 *                       ├──▶ kept when its group was deleted     'kept'
 *                       ├──▶ bears our tag, and no record has it 'unknown'
 *                       ├──▶ a pool lists it, nobody holds it    'pooled'
 *                       └──▶ nothing of the above                'idle'; an interface without our tag is somebody else's
 */
export type HeldWhy = 'paused' | 'retained' | 'failed' | 'kept' | 'unknown' | 'pooled' | 'idle'

export const HELD_WHYS = [
  'paused',
  'retained',
  'failed',
  'kept',
  'unknown',
  'pooled',
  'idle',
] as const satisfies readonly HeldWhy[]

export type HeldOwner =
  | {
      readonly kind: 'instance'
      readonly groupId: string
      readonly groupName: string
      /** A stateful instance or a VM. */
      readonly instanceId: string
    }
  | { readonly kind: 'kept'; readonly groupName: string }
  /** Our tag names an instance that does not have it. */
  | { readonly kind: 'tagged'; readonly instanceId: string }
  | { readonly kind: 'pool'; readonly groupId: string; readonly groupName: string }
  | { readonly kind: 'nobody' }

export type HeldThing = {
  readonly what: 'interface' | 'public-ip'
  /** The cloud's id. */
  readonly id: string
  readonly cloud: Cloud
  /** Canonical text; null where none is known. */
  readonly address: string | null
  readonly subnetId: string | null
  readonly owner: HeldOwner
  readonly why: HeldWhy
  /** Since when nobody runs behind it; null where no record tells. */
  readonly since: string | null
  /** A machine is on it: it is listed because it is retained or unknown, and counts as used. */
  readonly machineId: string | null
  /** Why its holder failed, as recorded. */
  readonly problem: string | null
  /** How many private addresses an interface has, prefixes counted as one each. */
  readonly addresses: number
}

/** A year of 365 days. */
const HOURS_PER_YEAR = 8_760

/** What holding it for a year costs at the settable price. */
export const yearlyCost = (
  { what }: Pick<HeldThing, 'what'>,
  prices: Pick<AccountSettings, 'interfacePerHour' | 'publicIpPerHour'>,
): number => (what === 'interface' ? prices.interfacePerHour : prices.publicIpPerHour) * HOURS_PER_YEAR

export type HeldTotals = {
  readonly interfaces: number
  readonly publicIps: number
  /** In the settings' currency. */
  readonly yearly: number
}

/** Of what nobody runs behind; what is retained and runs is listed, and not counted. */
export function heldTotals(
  things: readonly HeldThing[],
  prices: Pick<AccountSettings, 'interfacePerHour' | 'publicIpPerHour'>,
): HeldTotals {
  const counted = things.filter(({ machineId }) => machineId === null)
  return {
    interfaces: counted.filter(({ what }) => what === 'interface').length,
    publicIps: counted.filter(({ what }) => what === 'public-ip').length,
    yearly: counted.reduce((sum, one) => sum + yearlyCost(one, prices), 0),
  }
}

export type HeldAction = 'release' | 'give-back' | 'adopt' | 'delete'

/** Why an action cannot be had, for whoever words it. */
export type HeldUnable =
  | 'of-an-instance'
  | 'running'
  | 'not-held'
  | 'in-use'
  | 'several-addresses'
  | 'no-address'
  | 'not-made-here'
  | 'stays-in-pool'
  | 'not-for-pooled'
  | 'being-deleted'
  | 'no-private-ip'

/**
 * May this be done? Null: yes. The one table that the button and the door behind it both ask.
 *
 *   release    deallocates its holder: address, interface and public IP are let go
 *   give-back  takes a public IP from its paused holder and puts it back into its pool
 *   adopt      makes an instance of a group of it, with the same address and interface
 *   delete     in the cloud
 */
export function heldCan(
  action: HeldAction,
  thing: HeldThing,
  /** Work on it is under way already. */
  busy: boolean,
): HeldUnable | null {
  if (busy) return 'being-deleted'
  const { owner, what } = thing
  const isStateful = owner.kind === 'instance' && owner.instanceId.startsWith('ssi-')
  switch (action) {
    case 'release':
      if (owner.kind !== 'instance') return 'not-held'
      if (!isStateful) return 'not-for-pooled'
      return thing.machineId === null ? null : 'running'
    case 'give-back':
      if (what !== 'public-ip' || owner.kind !== 'instance') return 'not-held'
      if (!isStateful) return 'not-for-pooled'
      return thing.why === 'failed' ? 'of-an-instance' : thing.machineId === null ? null : 'running'
    case 'adopt':
      if (what !== 'interface') return 'no-private-ip'
      if (owner.kind === 'instance') return 'of-an-instance'
      if (thing.machineId !== null) return 'in-use'
      if (thing.address === null) return 'no-address'
      return thing.addresses > 1 ? 'several-addresses' : null
    case 'delete':
      if (owner.kind === 'instance') return 'of-an-instance'
      if (owner.kind === 'pool') return 'stays-in-pool'
      if (owner.kind === 'nobody') return 'not-made-here'
      return thing.machineId === null ? null : 'in-use'
  }
}
