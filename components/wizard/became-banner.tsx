import { Button } from '@mantine/core'
import css from './wizard.module.css'

/** Created before with other values: the answer was lost then, and somebody typed on. */
export function BecameBanner(props: { shown: boolean; editing: boolean; onGoOn: () => void }) {
  if (!props.shown) return null
  return (
    <div className={css.banner} role="alert">
      <span className={css.bannerText}>
        {props.editing
          ? 'This draft was applied already, with what it held then. What you changed since is not part of it.'
          : 'This draft has become a group already, with what it held then. What you changed since is not part of it.'}
      </span>
      <Button size="xs" onClick={props.onGoOn}>
        Go on as another draft
      </Button>
    </div>
  )
}
