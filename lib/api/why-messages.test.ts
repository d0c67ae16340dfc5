import { describe, expect, it } from 'vitest'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Explanation } from '@/lib/domain/explanation'
import type { UndoNote } from '@/lib/domain/undo'
import { undoNoteSentence, undoObstacleSentence } from './undo-messages'
import { choiceFacts, obstacleText, othersText } from './why-messages'

const why = (change: Partial<Explanation>): Explanation => ({
  ...{ rule: 'Z5', restedUntil: null, skipped: [], others: {} },
  how: { kind: 'first-free', nic: 'eth0', position: 3, of: 10, zone: null },
  ...change,
})
const AT = '2026-03-01T14:02:30.000Z'

describe('why', () => {
  it.each([
    [why({}), ['Member 3 of 10 of the pool of eth0: the first in list order that nobody had.']],
    [
      why({ how: { kind: 'by-cloud', nic: 'eth0', of: 4, zone: '3' } }),
      [
        'None of the 4 members of the pool of eth0 could be had in zone 3.',
        'So it is dynamic, and Azure chose it.',
      ],
    ],
    [
      why({
        how: {
          kind: 'drawn',
          seed: 7,
          from: [
            {
              ...{ subnetId: 's', cidr: '10.0.1.0/24', size: '256', free: '1234', held: '5', planned: '0' },
              ...{ resting: '2', reserved: '5', pooled: '0' },
            },
          ],
        },
      }),
      [
        'Each of the 1,234 free addresses of 10.0.1.0/24 had the same chance when the change began.',
        'Of its 256 addresses these were not to be had: 5 held, 2 resting, 5 reserved.',
        'The seed of the draw was 7.',
      ],
    ],
  ])('says how it was chosen', (explanation, facts) => {
    expect(choiceFacts(explanation, cloudRules.azure)).toEqual(facts)
  })

  it('says until when an address rested for its own group', () => {
    expect(choiceFacts(why({ restedUntil: AT }), cloudRules.aws)[0]).toContain('until 2026-03-01 14:02 UTC')
  })

  it('names who stood in the way, and counts those that it does not list', () => {
    const holder = { kind: 'instance', instanceId: 'vmi-3', groupId: 'g', groupName: 'web' } as const
    expect(obstacleText({ kind: 'held', holder })).toBe('Held by vmi-3 in web')
    expect(obstacleText({ kind: 'other-zone', zones: ['1', '2'] })).toBe('Of zones 1, 2')
    expect(othersText({}, [])).toBeNull()
    expect(othersText({ held: 470, resting: 10 }, [])).toBe(
      '480 candidates were passed over: 470 held, 10 resting.',
    )
  })
})

describe('undo', () => {
  const by = { at: AT, actor: 'operator' } as const
  it.each<[UndoNote, string]>([
    [
      { kind: 'changed-since', field: 'capacity.target', by },
      'Target was changed again since by the operator, 2026-03-01 14:02 UTC: it stays as it is now.',
    ],
    [
      { kind: 'changed-since', field: 'persistence.interfaces.eth0.publicIp', by: null },
      'Interfaces, eth0, public IP was changed again since: it stays as it is now.',
    ],
    [
      { kind: 'address-gone', address: '10.0.3.5', why: 'held' },
      '10.0.3.5 does not come back: somebody else holds it by now.',
    ],
  ])('says what does not come back', (note, sentence) => {
    expect(undoNoteSentence(note)).toBe(sentence)
  })

  it('says why nothing is left, with what was changed since', () => {
    const notes: UndoNote[] = [{ kind: 'instance-gone', instanceId: 'ssi-1' }]
    expect(undoObstacleSentence({ kind: 'nothing-left', notes })).toBe(
      'Nothing is left to undo: all of it is as it was before, or was changed since. ssi-1 is gone and does not come back.',
    )
  })
})
