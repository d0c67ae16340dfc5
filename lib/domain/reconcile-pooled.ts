import type { Cause } from './plan'
import { isWantedVm, type PooledVm } from './pooled-vm'
import { releaseRest } from './release-rest'
import { forEachSliced, SLICE, type Sliced } from './slices'
import type { VmDraft } from './vm-draft'

/** How long a VM whose launch failed is left alone before another is tried; also the first rest of a failed removal. */
export const FAILED_REST = 60_000

/** VMs created between two pauses: each takes addresses for all of its interfaces. */
const LAUNCHED_AT_ONCE = SLICE / 5

/*
 * Makes a pooled group's VMs what its configuration says they should be (Z5–Z7), as changes of a draft.
 *
 *   1. failures   what failed and has rested goes
 *   2. target     one VM for each that is missing; of those too many the newest are not wanted       (Z7)
 *   3. places     wanted VMs whose zone has become known take their public IPs                       (Z6)
 *   4. ends       what is not wanted leaves when it is at rest, one that is replaced once the other runs
 *
 * A replacement is not waited for: what is interrupted leaves, and as it no longer counts, another VM is launched in the
 * same decision, while the old one still has its addresses (Z9).
 *
 * Safety: an address is taken only through the draft, which refuses to take one twice; reconciling a reconciled group
 * changes nothing.
 */
export function* reconcilePooled(draft: VmDraft, cause: Cause): Sliced {
  if (draft.group.state !== 'live') return
  yield* endFailed(draft)
  yield* toTarget(draft, cause)
  yield* forEachSliced(draft.all(), (vm) => {
    if (awaitsPublicIps(vm) && vm.wanted) draft.choosePublicIps(vm.id)
  })
  yield* endUnwanted(draft)
}

/** Its machine runs and nothing is under way for it. */
const awaitsPublicIps = (vm: PooledVm): boolean =>
  vm.state === 'placed' && vm.nics.some((nic) => nic.public.kind === 'undecided')

const hasRested = (draft: VmDraft, vm: PooledVm): boolean => {
  const rest = vm.state === 'leaving' ? releaseRest(vm.failedReleases) : FAILED_REST
  return Date.parse(draft.world.now) - Date.parse(vm.stateSince) >= rest
}

export function* endFailed(draft: VmDraft): Sliced {
  yield* forEachSliced(draft.all(), (vm) => {
    if (vm.state === 'failed' && hasRested(draft, vm)) draft.removeFailed(vm.id, 'retried')
    if (vm.state === 'leaving' && vm.reason !== null && hasRested(draft, vm)) draft.removeVm(vm.id, 'retried')
  })
}

function* toTarget(draft: VmDraft, cause: Cause): Sliced {
  const wanted = draft.wanted()
  const missing = draft.config.capacity.target - wanted.length
  if (missing > 0) {
    const followed = new Set(draft.wanted().flatMap((vm) => vm.replacesId ?? []))
    const left = draft.all().filter((vm) => !isWantedVm(vm) && vm.machineId !== null && !followed.has(vm.id))
    // What still runs waits for its successor; what is leaving already waits for nobody.
    left.sort((a, b) => Number(waits(b)) - Number(waits(a)))
    for (let made = 0; made < missing; made++) {
      if (made > 0 && made % LAUNCHED_AT_ONCE === 0) yield
      draft.createVm(cause, left[made]?.id ?? null)
    }
  }
  yield* forEachSliced(leaveOrder(wanted).slice(0, Math.max(0, -missing)), (vm) =>
    draft.change(vm.id, { wanted: false }),
  )
}

const waits = ({ state }: PooledVm): boolean => state === 'active' || state === 'placed'

/**
 * Target was raised: what was to leave at the end of its launch is wanted again, before another one is launched in its
 * place.
 */
export function callBack(draft: VmDraft): void {
  const missing = draft.config.capacity.target - draft.wanted().length
  if (missing <= 0) return
  const leaving = draft.all().filter((vm) => !vm.wanted && vm.reason === null && isComing(vm))
  for (const vm of leaving.slice(0, missing)) draft.change(vm.id, { wanted: true })
}

const isComing = ({ state }: PooledVm): boolean => state === 'launching' || state === 'placed'

/** The order in which VMs leave at scale-down: what does not run anyway, then the newest first (Z7). */
const leaveOrder = (vms: readonly PooledVm[]): PooledVm[] =>
  [...vms].sort(
    (a, b) => Number(b.state === 'failed') - Number(a.state === 'failed') || b.ordinal - a.ordinal,
  )

/** What is not wanted any more leaves; one that is replaced, when the other runs: one that failed is tried again. */
export function* endUnwanted(draft: VmDraft): Sliced {
  const followed = new Set(draft.all().flatMap((vm) => vm.replacesId ?? []))
  const awaited = new Set(
    draft
      .wanted()
      .filter((vm) => vm.state !== 'active')
      .flatMap((vm) => vm.replacesId ?? []),
  )
  const live = draft.group.state === 'live'
  yield* forEachSliced(draft.all(), (vm) => {
    if (vm.wanted || awaited.has(vm.id)) return
    endVm(draft, vm, !live ? 'group-deleted' : followed.has(vm.id) ? 'asked' : 'target-lowered')
  })
}

/** One that is to go leaves when nothing is under way for it. */
export function endVm(draft: VmDraft, vm: PooledVm, cause: Cause): void {
  if (vm.state === 'active' || awaitsPublicIps(vm)) draft.removeVm(vm.id, cause)
  else if (vm.state === 'failed' && hasRested(draft, vm)) draft.removeFailed(vm.id, cause)
}
