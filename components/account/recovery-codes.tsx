'use client'

import { Button } from '@mantine/core'
import { DialogFoot } from '@/components/form/dialog-foot'
import { writeClipboard } from '@/components/shell/id'
import { notify } from '@/components/shell/notify'
import css from './account.module.css'

/** Shown once. Nobody can tell them afterwards, so they can be taken along in three ways. */
export function RecoveryCodes(props: { codes: readonly string[]; email: string; onKept: () => void }) {
  const text = props.codes.join('\n')
  const copy = async () => {
    if (await writeClipboard(text)) notify.done('The recovery codes are copied.')
    else notify.failed('They could not be copied', 'Select them and copy by hand, or download them.')
  }
  return (
    <div className={css.form}>
      <p>
        If your app is lost, each of these lets you in once, instead of its six digits. Keep them where the
        app is not. They are not shown again.
      </p>
      <ul className={css.codes} aria-label="Recovery codes">
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={css.begin}>
        <Button variant="default" size="compact-sm" onClick={() => void copy()}>
          Copy
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => download(`Recovery codes of ${props.email} for Holdfast\n\n${text}\n`)}
        >
          Download
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => window.print()}>
          Print
        </Button>
      </div>
      <DialogFoot tight>
        <Button onClick={props.onKept}>I have kept them</Button>
      </DialogFoot>
    </div>
  )
}

function download(text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'holdfast-recovery-codes.txt'
  link.click()
  URL.revokeObjectURL(url)
}
