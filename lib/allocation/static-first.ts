import { kindOf, nicOfStep, type Operation } from '@/lib/domain/operation'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'

type Member = StatefulInstance | PooledVm

/**
 * Within a group, interfaces with a chosen address are made before those with a dynamic one: the cloud hands out the
 * lowest free address, which may be a pool member that was chosen for another VM a moment ago. A launch has its own
 * static interfaces first, so none waits for itself.
 */
export function staticAddressesFirst() {
  const asking = new Map<string, Set<string>>()
  const waiting = new Map<string, (() => void)[]>()

  const leave = ({ id, groupId }: Operation): void => {
    const left = asking.get(groupId)
    if (!left?.delete(id) || left.size > 0) return
    asking.delete(groupId)
    for (const go of waiting.get(groupId) ?? []) go()
    waiting.delete(groupId)
  }

  return {
    /** The operation still has such an interface to make, or has no more. */
    enter(operation: Operation, member: Member): void {
      if (!asksStatic(operation, member)) {
        leave(operation)
        return
      }
      const known = asking.get(operation.groupId)
      if (known) known.add(operation.id)
      else asking.set(operation.groupId, new Set([operation.id]))
    },
    leave,
    /** Resolves when no operation of the group has such an interface to make. */
    passed(groupId: string): Promise<true> {
      return new Promise((resolve) => {
        if (!asking.has(groupId)) return resolve(true)
        const others = waiting.get(groupId) ?? []
        others.push(() => resolve(true))
        waiting.set(groupId, others)
      })
    },
  }
}

/** The step at the cursor makes an interface whose address the cloud chooses. */
export function asksDynamic({ steps, cursor }: Operation, member: Member): boolean {
  const step = steps[cursor]
  return step !== undefined && isCreationOf(step, member, 'dynamic')
}

const asksStatic = ({ steps, cursor, state }: Operation, member: Member): boolean =>
  state === 'running' && steps.slice(cursor).some((step) => isCreationOf(step, member, 'pool'))

function isCreationOf(step: Operation['steps'][number], member: Member, kind: 'pool' | 'dynamic'): boolean {
  if (!('nics' in member) || kindOf(step) !== 'create-interface') return false
  const name = nicOfStep(step)
  return member.nics.some((nic) => nic.name === name && nic.private.kind === kind)
}
