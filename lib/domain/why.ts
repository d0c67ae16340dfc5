import type { Cause } from './plan'

/** The sentence that an event keeps as its reason. */
export const WHY: Record<Cause, string> = {
  'pool-member': 'One paused instance for every member of the private IP pool.',
  overflow: 'Target is larger than the private IP pool.',
  'random-capacity': 'Needed to reach target.',
  refill: 'Its pool member had no instance.',
  asked: 'Asked for by the operator.',
  'resume-to-target': 'Resumed up to target.',
  'target-lowered': 'Target was lowered.',
  'member-removed': 'Its address was removed from the private IP pool.',
  'maintain-cleared': 'Maintain private IP was cleared.',
  'member-returned': 'Its address is in the private IP pool again.',
  interruption: 'The cloud took the machine back.',
  'group-deleted': 'The group was deleted.',
  'below-target': 'Needed to reach target.',
  retried: 'The one before it could not be launched.',
  repair: 'To put right what differed from the record.',
  adopted: 'Its interface was nobody’s, and was adopted.',
  'release-retried': 'Letting it go failed before, and is tried again.',
  'retention-ended': 'It was paused for longer than its group keeps what is paused.',
  undone: 'A change was undone.',
  'replaced-on-request': 'Takes the place of a deallocated instance.',
}
