import { TOLD_TO_ADMINS } from '@/lib/api/account-messages'
import { eventTitle } from '@/lib/api/event-titles'
import type { EventView } from '@/lib/api/views/events'
import type { Role } from '@/lib/auth/roles'
import { ACCOUNT_EVENT_TOLD, type AccountEventKind } from '@/lib/domain/account-event'
import type { Event, EventKind } from '@/lib/domain/event'
import type { KnownGroups } from './known-groups'

/**
 * An event as somebody of this role is told it; null: nobody known. What the pages of people keep for admins stays with
 * them here, too: addresses that somebody came from, e-mails, and who has which link, session, token or factor.
 */
export function presentEvent(event: Event, groups: KnownGroups, role: Role | null): EventView {
  const { groupId, by } = event
  const told = role === 'admin' ? 'everything' : toldBelowAdmin(event.kind)
  return {
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    actor: event.actor,
    by: by && { ...by, origin: role === 'admin' ? by.origin : null },
    byRequest: event.byRequest,
    requestId: event.requestId,
    title: eventTitle(event.kind, groups.wordsOf(groupId)),
    why: told === 'that it was' ? TOLD_TO_ADMINS : event.why,
    group: groupId ? { id: groupId, name: groups.nameOf(groupId) ?? groupId } : null,
    instanceId: event.instanceId,
    subnetId: event.subnetId,
    address: event.address,
    interfaceId: event.interfaceId,
    publicIpId: event.publicIpId,
    machineId: event.machineId,
    before: told === 'everything' ? event.before : null,
    after: told === 'everything' ? event.after : null,
  }
}

/** The kinds whose sentence is not told to this role, and so must not be found by its words either. */
export const untoldTo = (role: Role | null): readonly EventKind[] =>
  role === 'admin' ? [] : KINDS.filter((kind) => ACCOUNT_EVENT_TOLD[kind] === 'that it was')

const KINDS = Object.keys(ACCOUNT_EVENT_TOLD) as AccountEventKind[]

const toldBelowAdmin = (kind: EventKind): (typeof ACCOUNT_EVENT_TOLD)[AccountEventKind] =>
  Object.hasOwn(ACCOUNT_EVENT_TOLD, kind) ? ACCOUNT_EVENT_TOLD[kind as AccountEventKind] : 'everything'
