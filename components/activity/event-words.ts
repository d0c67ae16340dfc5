import type { EventView } from '@/lib/api/views/events'
import { ACCOUNT_EVENT_TITLES, type AccountEventKind } from '@/lib/domain/account-event'
import { atStart, many, SHARED_WORDS } from '@/lib/domain/cloud-words'
import type { Actor, EventKind } from '@/lib/domain/event'

/** Every kind of event in the words of the filter, by what it is about. */
export const EVENT_KINDS: readonly { readonly about: string; readonly kinds: readonly EventKind[] }[] = [
  {
    about: 'Groups',
    kinds: [
      'group-created',
      'group-edited',
      'group-scaled',
      'change-undone',
      'group-deleting',
      'group-deleted',
      'pool-exhausted',
    ],
  },
  {
    about: 'Scheduled tasks',
    kinds: ['task-added', 'task-changed', 'task-removed', 'task-ran', 'task-refused', 'task-missed'],
  },
  {
    about: 'Rolling recycles',
    kinds: [
      'rolling-started',
      'rolling-batch-started',
      'rolling-paused',
      'rolling-resumed',
      'rolling-cancelled',
      'rolling-finished',
    ],
  },
  {
    about: 'Instances',
    kinds: [
      'instance-created',
      'instance-resuming',
      'instance-resumed',
      'instance-pausing',
      'instance-paused',
      'instance-recycling',
      'instance-recycled',
      'instance-interrupted',
      'instance-replaced',
      'instance-deallocating',
      'instance-deallocated',
      'instance-retained',
      'instance-adopted',
      'instance-failed',
      'instance-rolled-back',
      'intention-changed',
      'machine-launched',
      'machine-gone',
    ],
  },
  {
    about: 'VMs',
    kinds: ['vm-launching', 'vm-launched', 'vm-leaving', 'vm-interrupted', 'vm-removed', 'vm-failed'],
  },
  {
    about: 'Addresses',
    kinds: ['address-allocated', 'address-released', 'foreign-held', 'foreign-released'],
  },
  {
    about: 'Interfaces',
    kinds: [
      'interface-created',
      'interface-attached',
      'interface-deleted',
      'interface-kept',
      'interface-lost',
      'deletion-asked',
      'deletion-called-off',
    ],
  },
  {
    about: atStart(many(SHARED_WORDS.publicIp)),
    kinds: [
      'public-ip-taken',
      'public-ip-associated',
      'public-ip-released',
      'public-ip-retained',
      'public-ip-created',
      'public-ip-deleted',
    ],
  },
  {
    about: 'Drift and repair',
    kinds: [
      'drift-found',
      'drift-repairing',
      'drift-repaired',
      'drift-vanished',
      'drift-changed',
      'step-retried',
      'step-found',
    ],
  },
  {
    about: 'Inventory, simulator and settings',
    kinds: ['inventory-imported', 'network-changed', 'simulator-changed', 'settings-changed'],
  },
  {
    about: 'People and this installation',
    kinds: Object.keys(ACCOUNT_EVENT_TITLES) as AccountEventKind[],
  },
]

/** "public-ip-taken" → "Public IP taken", "vm-launched" → "VM launched", "step-retried" → "Step retried". */
export function kindWords(kind: EventKind): string {
  return atStart(
    kind
      .replaceAll('-', ' ')
      .replace(/^public ip/, SHARED_WORDS.publicIp)
      .replace(/^vm\b/, 'VM'),
  )
}

/** Several kinds at once, as a link may name them with commas between: one more choice of the filter. */
export const severalKinds = (
  kinds: string,
): { group: string; items: { value: string; label: string }[] } => ({
  group: 'Together',
  items: [{ value: kinds, label: `${kinds.split(',').length} kinds together` }],
})

const ACTORS: Record<Actor, string> = {
  operator: 'by an operator',
  holdfast: 'by Holdfast',
  cloud: 'in the cloud',
}

/** "by Ana Lima, 10.0.0.7" where that is known and told; in the open mode "by Local operator, 127.0.0.1". */
export const actorWords = ({ actor, by }: Pick<EventView, 'actor' | 'by'>): string =>
  by ? ['by', [by.name, by.origin].filter(Boolean).join(', ')].join(' ') : ACTORS[actor]

/** A request as it is named in a line; where it leads to and what is searched for is the whole id. */
export const shortRequest = (id: string): string => (id.length > 12 ? `${id.slice(0, 8)}…` : id)

/** The dot's hue in a timeline: ends and losses, changes under way, what the cloud did, and calm facts. */
export function kindTone(kind: EventKind): 'good' | 'calm' | 'warn' | 'bad' {
  if (
    /failed|lost|drift-found|exhausted|rolled-back|task-refused|sign-in-refused|ledger-cut-refused/.test(kind)
  )
    return 'bad'
  if (
    /interrupted|retried|task-missed|rolling-(paused|cancelled)|revoked|person-removed|factor-off|ledger-cut|maintenance-on|retained|deleted|deallocated|released|deallocating|deleting/.test(
      kind,
    )
  )
    return 'warn'
  if (
    /ing$|^(signed|exported|backup|token|role|drill)|foreign|simulator|settings|edited|imported|task-(added|changed|removed)/.test(
      kind,
    )
  )
    return 'calm'
  return 'good'
}

/** A change of a group that its operator asked for: whether it can still be undone, the plan says. */
const isUndoable = ({ actor, kind }: { readonly actor: Actor; readonly kind: EventKind }): boolean =>
  actor === 'operator' && UNDOABLE.has(kind)

const UNDOABLE: ReadonlySet<EventKind> = new Set<EventKind>([
  'group-created',
  'group-edited',
  'group-scaled',
  'group-deleting',
  'change-undone',
  'instance-resuming',
  'instance-pausing',
  'instance-recycling',
  'instance-deallocating',
  'intention-changed',
  'vm-leaving',
  'task-added',
  'task-changed',
  'task-removed',
])

/**
 * Where a change can be asked back: once, however many events tell of it, at the one about the group as a whole or else
 * at the one that was first. `events`: newest first.
 */
export function undoOnce(events: readonly EventView[]): ReadonlySet<number> {
  const byRequest = new Map<string, EventView>()
  for (const event of events) {
    if (!isUndoable(event)) continue
    const known = byRequest.get(event.requestId)
    if (!known || rankOf(event) >= rankOf(known)) byRequest.set(event.requestId, event)
  }
  return new Set([...byRequest.values()].map(({ seq }) => seq))
}

const rankOf = ({ kind }: EventView): number =>
  kind === 'change-undone' ? 2 : /^(group|task)-/.test(kind) ? 1 : 0
