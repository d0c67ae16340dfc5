import { Button } from '@mantine/core'
import Link from 'next/link'
import { EmptyState } from '@/components/shell/states'
import { paths } from '@/lib/api/paths'
import type { DraftOpening } from '@/lib/api/views/groups'
import { describeGone } from './gone-words'
import type { EditedGroup } from './wizard-screen'

/** Instead of the wizard, when the link leads to a draft that cannot go on: what became of it, and the ways out. */
export function DraftGone(props: {
  opened: Exclude<DraftOpening, { kind: 'open' }>
  editing: EditedGroup | null
  /** Goes on with what the draft still holds, as a draft of its own. */
  onGoOn: () => void
}) {
  const { opened, editing } = props
  const group = opened.kind === 'became' && opened.group?.live ? opened.group : null
  const left = opened.kind === 'became' && opened.draft !== null
  return (
    <div role="alert">
      <EmptyState
        {...describeGone(opened, editing?.groupName ?? null)}
        action={
          <>
            {group && (
              <Button component={Link} href={paths.group(group.id)}>
                Open {group.name}
              </Button>
            )}
            {left && (
              <Button variant={group ? 'default' : 'filled'} onClick={props.onGoOn}>
                Go on as another draft
              </Button>
            )}
            {!left && (
              <Button
                component={Link}
                variant={group ? 'default' : 'filled'}
                href={editing ? paths.editGroup(editing.groupId) : paths.newGroup()}
              >
                {editing ? `Edit ${editing.groupName} as it is now` : 'Start a new group'}
              </Button>
            )}
            <Button component={Link} variant="default" href={paths.groups()}>
              See all groups
            </Button>
          </>
        }
      />
    </div>
  )
}
