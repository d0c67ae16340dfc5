import type { Holder } from '@/lib/domain/refusal'
import { idName } from '@/lib/domain/short-id'

/** "ssi-7f31 in cassandra-ring", "i-0f3a9c21 (eni-07be44d1), not one of ours" */
export function holderText(holder: Holder): string {
  switch (holder.kind) {
    case 'instance':
      return `${holder.instanceId} in ${holder.groupName}`
    case 'kept':
      return `${idName(holder.interfaceId)}, kept when ${holder.groupName} was deleted`
    case 'foreign': {
      const [machine, nic] = [holder.machineId, holder.interfaceId].map((id) => id && idName(id))
      // A resource that is known by its name needs no second one.
      const description = holder.description === nic ? '' : holder.description
      const who = machine && nic ? `${machine} (${nic})` : (machine ?? nic ?? 'someone else')
      return description ? `${who}, not one of ours: ${description}` : `${who}, not one of ours`
    }
  }
}
