import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { Problem } from './problem'
import css from './simulator.module.css'

/** Asks before something in the simulated cloud is taken away. It stays, and says why, where that was refused. */
export function ConfirmDialog(props: {
  opened: boolean
  title: string
  /** What the button does: "Delete ENI". */
  action: string
  busy: boolean
  problem: string | null
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}) {
  const { busy } = props
  const close = () => !busy && props.onClose()
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {props.children}
      <Problem text={props.problem} />
      <div className={css.foot}>
        <Button variant="default" onClick={close} disabled={busy}>
          Cancel
        </Button>
        <Button color="red" data-autofocus loading={busy} onClick={props.onConfirm}>
          {props.action}
        </Button>
      </div>
    </Modal>
  )
}
