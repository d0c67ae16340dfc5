'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { queries } from '@/lib/api/queries'
import type { MemberChange } from '@/lib/domain/compare-moments'
import { changesOf } from '../activity/event-changes'
import { Id } from '../shell/id'
import { elsewhere, membersDiffer, settingsDiffer } from './change-words'
import { Exact } from './exact'
import css from './moment.module.css'
import { NotCompared } from './not-compared'
import { SettingChanges } from './setting-changes'
import type { ShownMoment } from './shown-moment'

/** Longer lists are looked at in the tables of both moments. */
const MOST_LINES = 200

/** What of a group's members, or of its settings, differs between the two moments. `one`: "instance", "VM". */
export function GroupChanges(props: {
  groupId: string
  moment: ShownMoment & { with: string }
  one: string
  of: 'members' | 'settings'
}) {
  const { groupId, moment, one, of } = props
  const { data, error, refetch } = useQuery({
    ...queries.groupChanges(groupId, { at: moment.at, with: moment.with }),
    placeholderData: keepPreviousData,
  })
  if (error) return <NotCompared error={error} retry={refetch} />
  if (!data) return null
  return (
    <section className={css.bar} aria-label="What differs">
      <div className={css.differs}>
        <h2>What differs</h2>
        <p className={css.counts} role="status">
          {of === 'members' ? membersDiffer(data, one) : settingsDiffer(data)} From <Exact at={data.from} />{' '}
          to <Exact at={data.to} />.{of === 'members' ? elsewhere(data) : ''}
        </p>
      </div>
      {of === 'settings' ? (
        <SettingChanges settings={data.settings ?? []} />
      ) : (
        <Members changes={data.changes} one={one} />
      )}
    </section>
  )
}

function Members(props: { changes: readonly MemberChange[]; one: string }) {
  const { changes, one } = props
  const more = changes.length - MOST_LINES
  if (changes.length === 0) return null
  return (
    <>
      <ul className={css.members}>
        {changes.slice(0, MOST_LINES).map((change) => (
          <Line key={change.id} change={change} one={one} />
        ))}
      </ul>
      {more > 0 && <p className={css.more}>{more.toLocaleString('en')} more.</p>}
    </>
  )
}

function Line(props: { change: MemberChange; one: string }) {
  const { change } = props
  const facts = change.change === 'changed' ? changesOf(change.before, change.after) : []
  const has = change.change === 'changed' ? [] : heldBy(change.facts)
  return (
    <li>
      <Id value={change.id} />
      <span className={css.kind}>{WORDS[change.change]}</span>
      <span>
        {has.length > 0 ? `with ${has.join(', ')}` : null}
        {facts.map(({ name, before, after }) => (
          <span key={name} className={css.fact}>
            {name}: <span className={css.was}>{before ?? 'nothing'}</span> {after ?? 'nothing'}
          </span>
        ))}
      </span>
    </li>
  )
}

const WORDS = { created: 'Created', gone: 'Gone', changed: 'Changed' } as const

/** Its addresses: of a VM, those of all its interfaces. */
function heldBy(facts: Readonly<Record<string, unknown>>): string[] {
  const nics = Object.values((facts.nics ?? {}) as Record<string, Record<string, unknown>>)
  return [facts, ...nics].flatMap(({ address }) => (typeof address === 'string' ? address : []))
}
