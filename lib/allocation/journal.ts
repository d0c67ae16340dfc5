import type { Group } from '@/lib/domain/group'
import type { Operation } from '@/lib/domain/operation'
import { isWait } from '@/lib/domain/operation-steps'
import { type PooledVm, publicIpIdOf } from '@/lib/domain/pooled-vm'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { advance } from './advance'
import { advanceVm } from './advance-vm'
import { carryOutStep } from './carry-out-step'
import { carryOutVmStep } from './carry-out-vm-step'
import { lookForStep } from './look-for-step'
import { lookForVmStep } from './look-for-vm-step'
import type { Cloud } from './ports/cloud'
import { type Commit, EMPTY_COMMIT } from './ports/commit'
import { type Advanced, PASSING, type StepOutcome } from './step-outcome'
import { tellRows, unsaidEvent } from './tell-rows'
import type { AdvancedVm, VmContext } from './vm-outcome'

/** What an operation is of. The two kinds of group meet here, and only here, on their way to the cloud and the store. */
export type Member = StatefulInstance | PooledVm

const isVm = (member: Member): member is PooledVm => 'nics' in member

/** A journal entry: the rows after it, and its part of the commit. */
export type Journaled = {
  readonly operation: Operation
  readonly member: Member
  readonly commit: Partial<Commit>
}

/**
 * Does the changing step at the cursor. One whose outcome is unknown is looked for first: what is found is not repeated.
 * Where the look itself is refused for good, the step is repeated all the same; its token makes that harmless.
 */
export async function carryOut(
  cloud: Cloud,
  group: Group,
  operation: Operation,
  member: Member,
): Promise<StepOutcome> {
  if (operation.phase === 'unknown') {
    const looked = isVm(member)
      ? await lookForVmStep(cloud, operation, member)
      : await lookForStep(cloud, operation, member)
    if (looked.kind === 'done') return { ok: true, found: true, ...looked.told }
    if (looked.kind === 'unclear' && PASSING.has(looked.error.kind)) return { ok: false, error: looked.error }
  }
  return isVm(member)
    ? carryOutVmStep(cloud, group, operation, member)
    : carryOutStep(cloud, group, operation, member)
}

/** What a waiting step waits for. A VM's interfaces are never waited for: they go with it. */
export const waitedFor = (member: Member): { interfaceId: string | null; machineId: string | null } =>
  isVm(member)
    ? { interfaceId: null, machineId: member.machineId }
    : { interfaceId: member.interfaceId, machineId: member.machineId }

/** The entry that follows `outcome`; null: the step is about to start. */
export function advanceMember(
  operation: Operation,
  member: Member,
  outcome: StepOutcome | null,
  context: VmContext,
): Journaled {
  // An operation without steps ends as it begins: there was nothing to do in the cloud.
  const isEmpty = operation.steps.length === 0
  if (!outcome && !isEmpty) return { operation: started(operation), member, commit: {} }
  const told = outcome ?? { ok: true }
  const whole = isEmpty && !isVm(member) ? { ...operation, steps: ['await-gone' as const] } : operation
  const after = isVm(member)
    ? ofVm(advanceVm(whole, member, told, context), context.now)
    : ofInstance(advance(whole, member, told, context), member, context)
  return withAllTold(after, member, context.now)
}

/** What the step changed of its row is told, also where nothing happened that has a name of its own. */
function withAllTold(journaled: Journaled, before: Member, at: string): Journaled {
  const { operation, member, commit } = journaled
  const events = tellRows(commit.events ?? [], [{ before, after: member }], (row) => ({
    ...unsaidEvent(row),
    ...{ at, actor: 'holdfast', requestId: operation.requestId },
  }))
  return { ...journaled, commit: { ...commit, events } }
}

/** A step that starts though it was started before: an earlier process began it, and nobody heard how it went. */
function started(operation: Operation): Operation {
  const step = operation.steps[operation.cursor]
  if (step && isWait(step)) return operation
  return { ...operation, phase: operation.phase === 'ready' ? 'started' : 'unknown' }
}

function ofVm(advanced: AdvancedVm, at: string): Journaled {
  const { operation, vm, allocated, publicCreated, publicDeleted, events } = advanced
  const { groupId } = vm
  return {
    operation,
    member: vm,
    commit: {
      ...{ allocated, publicCreated, publicDeleted, events },
      released: advanced.released.map((place) => ({ ...place, groupId, at, restsUntil: null })),
      publicTaken: advanced.publicTaken.map((publicIpId) => ({
        ...{ publicIpId, groupId, instanceId: vm.id, at },
        whyId: publicWhyOf(vm, publicIpId),
      })),
      publicReleased: advanced.publicReleased.map((publicIpId) => ({ publicIpId, at })),
    },
  }
}

/** Why an interface has a public IP that was made for it: its zone was chosen, and no member fitted (Z6). */
function publicWhyOf(vm: PooledVm, publicIpId: string): string | undefined {
  const nic = vm.nics.find((one) => publicIpIdOf(one) === publicIpId)
  return nic?.public.kind === 'dynamic' ? nic.public.whyId : undefined
}

/** `before` is the row as the step found it: what it lets go is no longer on the one after it. */
function ofInstance(advanced: Advanced, before: StatefulInstance, { now, config }: VmContext): Journaled {
  const { groupId, subnetId, address, interfaceId, publicIpId } = before
  const placed = subnetId && address ? { subnetId, address } : null
  return {
    operation: advanced.operation,
    member: advanced.instance,
    commit: {
      released: advanced.releaseAddress && placed ? [{ ...placed, groupId, at: now, restsUntil: null }] : [],
      kept:
        advanced.keepInterface && placed && interfaceId
          ? [{ ...placed, interfaceId, groupName: config.name }]
          : [],
      publicReleased: advanced.releasePublicIp && publicIpId ? [{ publicIpId, at: now }] : [],
      events: advanced.events,
    },
  }
}

/** All entries of one group that were waiting, as one commit. What is released rests as the group says (B4). */
export function journalCommit(
  before: Group,
  group: Group,
  entries: readonly Journaled[],
  now: string,
): Commit {
  const rest = group.config.coolingSeconds * 1000
  const restsUntil = rest > 0 ? new Date(Date.parse(now) + rest).toISOString() : null
  const all = <K extends keyof Commit>(part: K): Commit[K] =>
    entries.flatMap(({ commit }) => (commit[part] ?? []) as unknown[]) as unknown as Commit[K]
  return {
    ...EMPTY_COMMIT,
    expect: [{ groupId: group.id, version: before.version }],
    groups: [group],
    instances: entries.flatMap(({ member }) => (isVm(member) ? [] : [member])),
    vms: entries.flatMap(({ member }) => (isVm(member) ? [member] : [])),
    operations: entries.map((one) => one.operation),
    allocated: all('allocated'),
    released: all('released').map((one) => ({ ...one, restsUntil })),
    kept: all('kept'),
    publicTaken: all('publicTaken'),
    publicReleased: all('publicReleased'),
    publicCreated: all('publicCreated'),
    publicDeleted: all('publicDeleted'),
    events: all('events'),
  }
}
