import type { Plan } from '@/lib/domain/plan'
import { publicIpIdOf, type VmNic } from '@/lib/domain/pooled-vm'
import type { Holdfast } from '@/lib/server/compose'

/** What public IPs are called, by id. An id is a path in lower case; people know the name. */
export type PublicIpNames = ReadonlyMap<string, string>

/** The names of those that a plan lends or takes back. */
export async function readPublicIpNames({ store }: Holdfast, plan: Plan): Promise<PublicIpNames> {
  const later = plan.vms.filter((vm) => plan.leaveLater.includes(vm.id))
  const publicIpIds = [...plan.changes.flatMap(nicsOf), ...later.flatMap(({ nics }) => nics)].flatMap(
    (nic) => publicIpIdOf(nic) ?? [],
  )
  if (publicIpIds.length === 0) return new Map()
  const { publicIps } = await store.networkSnapshot({ subnetIds: [], publicIpIds })
  return new Map([...publicIps].map(([id, { publicIp }]) => [id, publicIp.name]))
}

function nicsOf(change: Plan['changes'][number]): readonly Pick<VmNic, 'public'>[] {
  if (change.kind === 'create-vm' || change.kind === 'remove-vm') return change.nics
  return change.kind === 'choose-public-ip' ? [{ public: change.chosen }] : []
}
