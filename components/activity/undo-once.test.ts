import { expect, it } from 'vitest'
import type { EventView } from '@/lib/api/views/events'
import type { Actor, EventKind } from '@/lib/domain/event'
import { undoOnce } from './event-words'

const event = (seq: number, kind: EventKind, requestId: string, actor: Actor = 'operator') =>
  ({ seq, kind, requestId, actor }) as EventView

it('a change is asked back once: at the event about the group, else at its first, never at what nobody asked for', () => {
  const events = [
    event(9, 'group-scaled', 'req-3'),
    event(8, 'change-undone', 'req-3'),
    event(7, 'instance-paused', 'req-2', 'holdfast'),
    event(6, 'instance-pausing', 'req-2'),
    event(5, 'instance-pausing', 'req-2'),
    event(4, 'instance-resuming', 'req-1'),
    event(3, 'instance-created', 'req-1'),
    event(2, 'group-created', 'req-1'),
    event(1, 'group-scaled', 'req-0', 'holdfast'),
  ]
  expect([...undoOnce(events)]).toEqual([8, 5, 2])
})
