import { CloseButton } from '@mantine/core'
import Link from 'next/link'
import { markText, stretchText } from './capacity-words'
import css from './chart.module.css'
import { activityOf, type MarkGroup } from './mark-groups'
import { MarkIcon } from './mark-icon'

/** Up to here each is listed with its moment, beyond it they are counted by kind. */
const MOST_LISTED = 8

/** What is behind a mark, with the way to the events themselves. */
export function MarksDetail(props: { groupId: string; group: MarkGroup; onClose: () => void }) {
  const { group } = props
  const few = group.each.length <= MOST_LISTED
  return (
    <section className={css.detail} aria-label="Marked events" role="status">
      <div className={css.detailHead}>
        <h2>{stretchText(group.at, group.until)}</h2>
        <CloseButton size="sm" aria-label="Close marked events" onClick={props.onClose} />
      </div>
      <ul>
        {(few ? group.each : group.marks).map((mark) => (
          <li key={`${mark.kind} ${mark.firstSeq}`}>
            <MarkIcon kind={mark.kind} />
            <span>
              {markText(mark)}
              {few && group.count > 1 && `, ${stretchText(mark.at, mark.until)}`}
              {mark.why !== null && <span className={css.soft}>. {mark.why}</span>}
            </span>
          </li>
        ))}
      </ul>
      <Link href={activityOf(props.groupId, group.marks)}>Show in activity</Link>
    </section>
  )
}
