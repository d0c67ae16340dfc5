import { setImmediate as answered } from 'node:timers/promises'
import type { Cloud, ObservedMachine } from '@/lib/allocation/ports/cloud'
import { ok } from '@/lib/domain/result'
import { AT, LARGE } from './large-world'

/** A cloud that does at once what it is asked, and answers in a turn of its own. */
export function willingCloud(): Cloud {
  let ids = 0
  const machines = new Map<string, ObservedMachine>()
  const cloud: Partial<Cloud> = {
    async createInterface({ address }) {
      await answered()
      if (!address) throw new Error('The bench has no dynamic addresses')
      return ok({ interfaceId: `eni-${(++ids).toString(16).padStart(17, '0')}`, address })
    },
    async launchMachine({ interfaceIds, instanceId }) {
      await answered()
      const id = `i-${(++ids).toString(16).padStart(17, '0')}`
      machines.set(id, {
        ...{ id, state: 'running', zone: LARGE.zone, instanceId, stateReason: null, since: AT },
        interfaceId: interfaceIds[0] ?? null,
      })
      return ok({ machineId: id, zone: LARGE.zone })
    },
    async describeMachines({ ids: asked }) {
      await answered()
      return ok({ items: (asked ?? []).flatMap((id) => machines.get(id) ?? []), nextToken: null })
    },
  }
  return cloud as Cloud
}
