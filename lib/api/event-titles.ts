import { ACCOUNT_EVENT_TITLES } from '@/lib/domain/account-event'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { atStart } from '@/lib/domain/cloud-words'
import type { EventKind } from '@/lib/domain/event'

/** What an event is called in timelines and lists: past tense, without its subject. */
export const eventTitle = (kind: EventKind, words: CloudWords): string =>
  isOfPublicIp(kind) ? `${atStart(words.publicIp)} ${PUBLIC_IP_TITLES[kind]}` : TITLES[kind]

/** They begin with what the cloud calls it. */
const PUBLIC_IP_TITLES = {
  'public-ip-taken': 'taken',
  'public-ip-associated': 'associated',
  'public-ip-created': 'created',
  'public-ip-deleted': 'deleted',
  'public-ip-released': 'released',
  'public-ip-retained': 'retained',
} as const

const isOfPublicIp = (kind: EventKind): kind is keyof typeof PUBLIC_IP_TITLES => kind in PUBLIC_IP_TITLES

const TITLES: Record<Exclude<EventKind, keyof typeof PUBLIC_IP_TITLES>, string> = {
  'group-created': 'Group created',
  'group-edited': 'Group edited',
  'group-deleting': 'Group is being deleted',
  'group-deleted': 'Group deleted',
  'group-scaled': 'Target changed',
  'change-undone': 'Change undone',
  'pool-exhausted': 'Pool exhausted',
  'task-added': 'Scheduled task added',
  'task-changed': 'Scheduled task changed',
  'task-removed': 'Scheduled task removed',
  'task-ran': 'Scheduled task ran',
  'task-refused': 'Scheduled task refused',
  'task-missed': 'Scheduled task missed',
  'rolling-started': 'Rolling recycle began',
  'rolling-batch-started': 'Batch began',
  'rolling-paused': 'Rolling recycle paused',
  'rolling-resumed': 'Rolling recycle resumed',
  'rolling-cancelled': 'Rolling recycle cancelled',
  'rolling-finished': 'Rolling recycle ended',
  'instance-created': 'Instance created, address allocated',
  'instance-resuming': 'Resume began',
  'instance-resumed': 'Resumed',
  'instance-pausing': 'Pause began',
  'instance-paused': 'Paused',
  'instance-recycling': 'Recycle began',
  'instance-recycled': 'Recycled',
  'instance-interrupted': 'Machine interrupted',
  'instance-replaced': 'Machine replaced after interruption',
  'instance-deallocating': 'Deallocation began',
  'instance-deallocated': 'Deallocated',
  'instance-retained': 'Retained',
  'instance-adopted': 'Adopted by the pool again',
  'instance-failed': 'Change failed',
  'instance-rolled-back': 'Rolled back to paused',
  'intention-changed': 'Intention changed',
  'machine-launched': 'Machine launched',
  'machine-gone': 'Machine gone',
  'address-allocated': 'Address allocated',
  'address-released': 'Address released, resting',
  'interface-created': 'Interface created',
  'interface-attached': 'Interface attached to a new machine',
  'interface-deleted': 'Interface deleted',
  'interface-kept': 'Interface kept',
  'interface-lost': 'Interface deleted outside Holdfast',
  'deletion-asked': 'Deletion asked for',
  'deletion-called-off': 'Deletion called off',
  'vm-launching': 'VM launch began',
  'vm-launched': 'VM active',
  'vm-leaving': 'VM removal began',
  'vm-interrupted': 'VM interrupted',
  'vm-removed': 'VM removed',
  'vm-failed': 'VM could not be launched or removed',
  'drift-found': 'Drift found',
  'drift-repairing': 'Repair begun',
  'drift-repaired': 'Drift repaired',
  'drift-vanished': 'Drift vanished',
  'drift-changed': 'Drift changed',
  'step-retried': 'Cloud call failed, trying again',
  'step-found': 'Lost answer, found done',
  'inventory-imported': 'Inventory imported',
  'network-changed': 'Network changed in the cloud',
  'foreign-held': 'Taken by someone else',
  'foreign-released': 'Released by someone else',
  'simulator-changed': 'Simulator changed',
  'settings-changed': 'Settings changed',
  ...ACCOUNT_EVENT_TITLES,
}
