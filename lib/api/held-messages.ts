import type { HeldUnable } from '@/lib/domain/held'

/** Why something on the page of retained and orphaned things cannot be done, and the way out. */
export function heldUnableSentence(why: HeldUnable): string {
  switch (why) {
    case 'of-an-instance':
      return 'It belongs to an instance. Release the instance instead.'
    case 'running':
      return 'Its instance is running. Pause it first, on its group’s page.'
    case 'not-held':
      return 'No instance holds it.'
    case 'in-use':
      return 'It is attached to something. Detach it in the cloud first.'
    case 'several-addresses':
      return 'It has several addresses, and an instance has one.'
    case 'no-address':
      return 'It has no private address.'
    case 'not-made-here':
      return 'Holdfast did not make it. Release it in the cloud.'
    case 'stays-in-pool':
      return 'A pool lists it. Remove it there first, by editing the group.'
    case 'not-for-pooled':
      return 'Its VM is being removed. It goes with it.'
    case 'being-deleted':
      return 'It is being deleted.'
    case 'no-private-ip':
      return 'Only an interface can be adopted. Put this in the pool of a group instead.'
  }
}
