import type { DraftRowView, GroupRowView } from '@/lib/api/views/groups'

/** A row of the list of groups in which all is well. */
export const groupRow = (part: Partial<GroupRowView> = {}): GroupRowView => ({
  id: 'g1',
  name: 'cassandra-ring',
  cloud: 'aws',
  cloudLabel: 'AWS',
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b'],
  capacity: { minimum: 0, target: 6, maximum: 8 },
  active: 6,
  paused: 0,
  busy: 0,
  failed: 0,
  pool: { size: 8, active: 6, paused: 0 },
  publicPool: { size: 0, taken: 0 },
  member: 'instance',
  lent: null,
  states: [{ tone: 'ok', text: 'All addresses held' }],
  lastEvent: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  ...part,
})

/** A draft that was left at its third step, without a name. */
export const DRAFT_ROW: DraftRowView = {
  id: 'd1',
  groupId: null,
  name: '',
  cloudLabel: 'AWS',
  region: 'us-east-1',
  step: 'persistence',
  poolSize: 3,
  updatedAt: '2026-11-01T00:00:00.000Z',
}
