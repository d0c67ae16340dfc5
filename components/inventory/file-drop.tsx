'use client'

import { Button, CloseButton, Progress, Textarea } from '@mantine/core'
import { IconFileText, IconUpload } from '@tabler/icons-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import { contentText, sizeText } from './file-list'
import css from './inventory.module.css'
import type { Import } from './use-import'

/** Where files are dropped or chosen, and text is pasted. Nothing is looked at here; the server reads. */
export function FileDrop(props: { flow: Import }) {
  const { flow } = props
  const reading = flow.phase === 'reading'
  const nothing = flow.picked.length === 0 && flow.pasted.trim() === ''
  return (
    <section className={css.card} aria-labelledby="files">
      <div className={css.head}>
        <h2 id="files">Files to import</h2>
        <span className={css.soft}>One or several, in any order</span>
      </div>
      <DropZone onFiles={flow.addFiles} disabled={reading} />
      {flow.picked.length > 0 && (
        <ul className={css.files} aria-label="Chosen files">
          {flow.picked.map((one) => (
            <li key={one.key}>
              <IconFileText size={16} aria-hidden className={css.icon} />
              <span className={css.fileName}>{one.name}</span>
              <span className={css.soft}>{sizeText(one.size)}</span>
              <CloseButton
                size="sm"
                disabled={reading}
                aria-label={`Remove ${one.name}`}
                onClick={() => flow.removeFile(one.key)}
              />
            </li>
          ))}
        </ul>
      )}
      <Textarea
        className={css.paste}
        label="Or paste what a command printed"
        classNames={{ input: css.pasteInput }}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        placeholder={'{ "Vpcs": [ … ] }  or  [ { "addressSpace": … } ]'}
        value={flow.pasted}
        disabled={reading}
        onChange={(event) => flow.setPasted(event.currentTarget.value)}
      />
      <Problem text={flow.plan === null ? flow.problem : null} className={css.problem} />
      <div className={css.foot}>
        {reading ? (
          <div className={css.reading} role="status">
            <span>Reading {contentText(flow.picked, flow.pasted)}…</span>
            <Progress size="sm" value={100} animated aria-label="Reading" />
          </div>
        ) : (
          <span className={css.sum}>
            {nothing
              ? 'Nothing is changed before you have seen the plan.'
              : contentText(flow.picked, flow.pasted)}
          </span>
        )}
        {reading && (
          <Button variant="default" onClick={flow.discard}>
            Stop
          </Button>
        )}
        <ReasonButton
          action="applyImport"
          loading={reading}
          reason={nothing ? 'Choose a file first, or paste what a command printed.' : null}
          onClick={() => void flow.read()}
        >
          Read and plan
        </ReasonButton>
      </div>
    </section>
  )
}

/** A label around a file input: click, Enter and Space choose files, and files can be dropped on it. */
function DropZone(props: { onFiles: (files: readonly File[]) => void; disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  // Entering a child is also leaving the parent: only the difference tells whether files hover above.
  const depth = useRef(0)
  const [over, setOver] = useState(false)
  const drag = (event: DragEvent, step: number) => {
    event.preventDefault()
    depth.current += step
    setOver(depth.current > 0)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    depth.current = 0
    setOver(false)
    if (!props.disabled) props.onFiles([...event.dataTransfer.files])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button inside is everybody's
    <div
      className={css.drop}
      data-over={over || undefined}
      onDragEnter={(event) => drag(event, 1)}
      onDragLeave={(event) => drag(event, -1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <IconUpload size={22} aria-hidden className={css.icon} />
      <p>
        Drop JSON files here, or{' '}
        <button
          type="button"
          className={css.choose}
          disabled={props.disabled}
          onClick={() => input.current?.click()}
        >
          choose files
        </button>
      </p>
      <p className={css.soft}>
        Up to a few hundred megabytes; of one cloud or both; pages of one command may be in one file.
      </p>
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        accept=".json,.txt,application/json,text/plain"
        className={css.input}
        tabIndex={-1}
        aria-label="Files to import"
        disabled={props.disabled}
        onChange={(event) => {
          props.onFiles([...(event.currentTarget.files ?? [])])
          // The same file can be chosen again after it was removed.
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
