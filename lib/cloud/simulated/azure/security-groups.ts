import { cloudRules } from '@/lib/domain/cloud-rules'
import type { CloudRefusal } from '../protocol'
import type { State } from '../state'
import type { NicContent } from './protocol'
import { missingReference, type SubnetRow } from './rows'

/** The network of an application security group: that of the first interface in it, else what an inventory said. */
export const NETWORK_OF_GROUP_SQL = `coalesce((
  select s.virtual_network_id from azure_nic_group m
    join azure_nic n on n.id = m.nic_id join azure_subnet s on s.id = n.subnet_id
  where m.security_group_id = g.id order by n.seq limit 1), g.virtual_network_id)`

type GroupRow = { id: string; kind: 'network' | 'application'; region: string | null; network: string | null }

/** What keeps an interface out of these groups; null if nothing does. */
export function groupsProblem(
  state: State,
  subnet: SubnetRow,
  wanted: Pick<NicContent, 'id' | 'networkSecurityGroupId' | 'applicationSecurityGroupIds'>,
): CloudRefusal | null {
  const groupOf = (id: string) =>
    state.row<GroupRow>(
      `select g.id, g.kind, g.region, ${NETWORK_OF_GROUP_SQL} as network from azure_security_group g where g.id = ?`,
      id,
    )
  const isThere = (group: GroupRow | undefined, kind: GroupRow['kind']): group is GroupRow =>
    group?.kind === kind && (group.region === null || group.region === subnet.region)

  const { id, networkSecurityGroupId, applicationSecurityGroupIds } = wanted
  if (networkSecurityGroupId !== null && !isThere(groupOf(networkSecurityGroupId), 'network'))
    return missingReference(networkSecurityGroupId, id)
  const most = cloudRules.azure.applicationSecurityGroupsPerInterface
  if (applicationSecurityGroupIds.length > most) {
    return {
      code: 'TooManyApplicationSecurityGroups',
      message: `Network Interface ${id} references ${applicationSecurityGroupIds.length} Application Security Groups; at most ${most} are allowed.`,
    }
  }
  for (const groupId of applicationSecurityGroupIds) {
    const group = groupOf(groupId)
    if (!isThere(group, 'application')) return missingReference(groupId, id)
    if (group.network === null || group.network === subnet.virtual_network_id) continue
    return {
      code: 'ApplicationSecurityGroupsNotInSameVnet',
      message: `Network Interface ${id} references Application Security Group ${groupId}, whose network interfaces are in ${group.network} and not in ${subnet.virtual_network_id}.`,
    }
  }
  return null
}
