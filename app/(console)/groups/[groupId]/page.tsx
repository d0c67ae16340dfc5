import { GroupScreen } from '@/components/groups/group-screen'
import { queries } from '@/lib/api/queries'
import { readGroup, readInstances } from '@/lib/server/reads-groups'
import { readTasks } from '@/lib/server/reads-tasks'
import { readVms } from '@/lib/server/reads-vms'
import { addTask, applyCommand, editTask, enableTask, planCommand, removeTask } from '../../actions'
import { Prefetched } from '../../prefetched'

export const metadata = { title: 'Group' }

export default async function Page(props: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await props.params
  return (
    <Prefetched
      reads={[
        [queries.group(groupId), (hold) => readGroup(hold, groupId)],
        [queries.instances(groupId), (hold) => readInstances(hold, groupId)],
        [queries.tasks(groupId), (hold) => readTasks(hold, groupId)],
        [queries.vms(groupId), (hold) => readVms(hold, groupId)],
      ]}
    >
      <GroupScreen
        groupId={groupId}
        actions={{ planCommand, applyCommand, addTask, editTask, enableTask, removeTask }}
      />
    </Prefetched>
  )
}
