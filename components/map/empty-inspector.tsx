import { EmptyState } from '@/components/shell/states'
import css from './map-inspector.module.css'

/** An inspector while nothing is selected: what can be, and what it would say. */
export const EmptyInspector = (props: { title: string; text: string }) => (
  <aside className={css.panel} aria-label="Inspector">
    <EmptyState compact title={props.title} text={props.text} />
  </aside>
)
