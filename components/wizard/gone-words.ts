import type { DraftOpening } from '@/lib/api/views/groups'

/** What became of a draft that cannot go on. `editing`: the name of the group that it was about to change. */
export function describeGone(
  opened: Exclude<DraftOpening, { kind: 'open' }>,
  editing: string | null,
): { readonly title: string; readonly text: string } {
  if (opened.kind === 'gone')
    return {
      title: 'This draft does not exist any more',
      text:
        editing === null
          ? 'It was discarded, perhaps in another tab, or its address was cut short.'
          : `It was discarded, perhaps in another tab, or its address was cut short. ${editing} is as its page shows it.`,
    }
  const left = opened.draft
    ? ' What was typed in it since is still there, and can go on as a draft of its own.'
    : ''
  if (editing !== null)
    return { title: 'This draft is applied already', text: `${editing} was changed by it.${left}` }
  if (!opened.group?.live)
    return {
      title: 'This draft has become a group, which is deleted by now',
      text: `The history of ${opened.group?.name ?? 'the group'} stays under Activity.${left}`,
    }
  return {
    title: `This draft has become ${opened.group.name}`,
    text: `The group is created, and its draft has done its work.${left}`,
  }
}
