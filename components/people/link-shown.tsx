import css from '@/components/account/account.module.css'
import { ShownOnce } from '@/components/form/shown-once'
import type { LinkView } from '@/lib/api/views/people'

/** A link to pass on, shown once. */
export const LinkShown = (props: { link: LinkView; text: string; onClose: () => void }) => (
  <ShownOnce what="link" secret={props.link.url} text={props.text} onClose={props.onClose}>
    <p className={css.soft}>
      It works once and is not shown again. Whoever has it can use it, so pass it on where only its person
      reads.
    </p>
  </ShownOnce>
)
