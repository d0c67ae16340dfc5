'use client'

import { Button } from '@mantine/core'
import css from '@/components/account/account.module.css'
import { notify } from '@/components/shell/notify'
import type { LinkView } from '@/lib/api/views/people'

/** A link to pass on, shown once. */
export function LinkShown(props: { link: LinkView; text: string; onClose: () => void }) {
  const copy = () =>
    navigator.clipboard.writeText(props.link.url).then(
      () => notify.done('The link is copied.'),
      () => notify.failed('It could not be copied', 'Select the link and copy it by hand.'),
    )
  return (
    <div className={css.form}>
      <p>{props.text}</p>
      <code className={css.link}>{props.link.url}</code>
      <p className={css.soft}>
        It works once and is not shown again. Whoever has it can use it, so pass it on where only its person
        reads.
      </p>
      <div className={css.ways}>
        <Button variant="default" onClick={props.onClose}>
          Done
        </Button>
        <Button onClick={() => void copy()}>Copy link</Button>
      </div>
    </div>
  )
}
