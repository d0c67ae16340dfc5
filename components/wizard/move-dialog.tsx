'use client'

import { Button, Modal } from '@mantine/core'
import { nameOf } from './diff'
import type { MoveView } from './misfits'
import css from './wizard.module.css'
import { useWizard } from './wizard-context'

export type Move = { readonly region: string; readonly virtualNetworkId: string; readonly view: MoveView }

/** Asked before another region or VPC takes subnets out of the group. Everything else stays as typed. */
export function MoveDialog(props: { move: Move | null; onKeep: () => void; onMove: (move: Move) => void }) {
  const { network, values } = useWizard()
  const { move } = props
  const isRegion = move !== null && move.region !== values.general.region
  const what = isRegion ? 'region' : 'VPC'
  const dropped = move?.view.dropped.map((id) => nameOf(id, network)) ?? []
  const unfitting = move?.view.unfitting ?? []
  return (
    <Modal
      opened={move !== null}
      onClose={props.onKeep}
      title={`Choose another ${what}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={css.dialogText}>
        {dropped.length === 1 ? 'One subnet is' : `${dropped.length} subnets are`} not in it and will be taken
        out of the group: {dropped.join(', ')}.
      </p>
      {unfitting.length > 0 && (
        <p className={css.dialogText}>
          Everything else stays as you typed it. What will not fit and has to be mended:{' '}
          {unfitting.join(', ')}.
        </p>
      )}
      <div className={css.dialogFoot}>
        <Button variant="default" onClick={props.onKeep}>
          Keep {isRegion ? values.general.region : nameOf(values.general.virtualNetworkId, network)}
        </Button>
        <Button data-autofocus onClick={() => move && props.onMove(move)}>
          Change {what}
        </Button>
      </div>
    </Modal>
  )
}
