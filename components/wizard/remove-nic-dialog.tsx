'use client'

import { Button, Modal } from '@mantine/core'
import type { NicValues } from '@/lib/api/schemas/wizard'
import { plural } from '@/lib/domain/plural'
import { poolSize } from '@/lib/domain/pool'
import { readPoolText } from './pool-text'
import css from './wizard.module.css'

/** Asked before an interface goes together with pools that somebody filled. */
export function RemoveNicDialog(props: { nic: NicValues | null; onKeep: () => void; onRemove: () => void }) {
  const { nic } = props
  const name = nic?.name.trim() || 'this interface'
  const privates = nic ? poolSize(readPoolText(`${nic.privateIpPool}\n`).members) : 0
  const publics = nic?.publicIpPool.length ?? 0
  const parts = [
    privates > 0 ? plural(privates, 'private address', 'private addresses') : '',
    publics > 0 ? `${publics.toLocaleString('en')} public ${publics === 1 ? 'IP' : 'IPs'}` : '',
  ].filter((part) => part !== '')
  return (
    <Modal
      opened={nic !== null}
      onClose={props.onKeep}
      title={`Remove ${name}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={css.dialogText}>
        Its pools go with it: {parts.length > 0 ? parts.join(' and ') : 'what is typed in them'}. The
        addresses themselves stay as they are.
      </p>
      <div className={css.dialogFoot}>
        <Button variant="default" onClick={props.onKeep} data-autofocus>
          Keep {name}
        </Button>
        <Button color="red" onClick={props.onRemove}>
          Remove {name}
        </Button>
      </div>
    </Modal>
  )
}
