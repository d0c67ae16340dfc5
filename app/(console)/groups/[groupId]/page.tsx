import { GroupScreen } from '@/components/groups/group-screen'
import { queries } from '@/lib/api/queries'
import { readDrifts } from '@/lib/server/reads/drift'
import { readGroup, readInstances } from '@/lib/server/reads/groups'
import { readRolling } from '@/lib/server/reads/rolling'
import { readTasks } from '@/lib/server/reads/tasks'
import { readVms } from '@/lib/server/reads/vms'
import {
  addTask,
  applyCommand,
  applyUndo,
  cancelDrill,
  commandRolling,
  editTask,
  enableTask,
  planCommand,
  planRolling,
  planUndo,
  removeDrill,
  removeTask,
  startDrill,
  startRolling,
} from '../../actions'
import { Prefetched } from '../../prefetched'

export const metadata = { title: 'Group' }

export default async function Page(props: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await props.params
  return (
    <Prefetched
      reads={[
        [queries.group(groupId), (hold) => readGroup(hold, groupId)],
        [queries.instances(groupId), (hold) => readInstances(hold, groupId)],
        [queries.rolling(groupId), (hold) => readRolling(hold, groupId)],
        [queries.tasks(groupId), (hold) => readTasks(hold, groupId)],
        [queries.vms(groupId), (hold) => readVms(hold, groupId)],
        [queries.drifts(), (hold) => readDrifts(hold)],
      ]}
    >
      <GroupScreen
        groupId={groupId}
        actions={{
          ...{ planCommand, applyCommand, addTask, editTask, enableTask, removeTask },
          ...{ planRolling, startRolling, commandRolling },
          ...{ startDrill, cancelDrill, removeDrill },
          ...{ planUndo, applyUndo },
        }}
      />
    </Prefetched>
  )
}
