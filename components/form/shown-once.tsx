'use client'

import { Button, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { writeClipboard } from '@/components/shell/id'
import { notify } from '@/components/shell/notify'
import { DialogFoot } from './dialog-foot'
import css from './shown-once.module.css'

/** A dialog that asks what is to be made, and then shows what came of it, once: a click beside it does not close that. */
export function MakeOnceDialog<Made>(props: {
  opened: boolean
  /** While it is asked, and when it is made. */
  titles: readonly [string, string]
  form: (onMade: (made: Made) => void, onCancel: () => void) => ReactNode
  shown: (made: Made, onClose: () => void) => ReactNode
  onClose: () => void
}) {
  const [made, setMade] = useState<Made | null>(null)
  const close = () => {
    props.onClose()
    setMade(null)
  }
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.titles[made === null ? 0 : 1]}
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={made === null}
    >
      {made === null ? props.form(setMade, close) : props.shown(made, close)}
    </Modal>
  )
}

/** A secret that nobody can tell afterwards, to be copied now. `what`: the word for it, such as "link". */
export function ShownOnce(props: {
  what: string
  secret: string
  text: string
  children: ReactNode
  onClose: () => void
}) {
  const { what, secret } = props
  const copy = async () => {
    if (await writeClipboard(secret)) notify.done(`The ${what} is copied.`)
    else notify.failed('It could not be copied', `Select the ${what} and copy it by hand.`)
  }
  return (
    <div className={css.shown}>
      <p>{props.text}</p>
      <SecretText text={secret} />
      {props.children}
      <DialogFoot tight>
        <Button variant="default" onClick={props.onClose}>
          Done
        </Button>
        <Button onClick={() => void copy()}>Copy {what}</Button>
      </DialogFoot>
    </div>
  )
}

/** Selected as a whole by one click. */
export const SecretText = (props: { text: string }) => <code className={css.secret}>{props.text}</code>
