'use client'

import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { shortId, shortIdText } from '@/lib/domain/short-id'
import css from './mono.module.css'
import { notify } from './notify'

/**
 * An id (or any text worth copying) in mono type. A button: click, Enter or Space copies `value` and says so.
 * `label`: what is shown where it differs from what is copied; an id that is a path shows its name and its resource
 * group, and is copied whole. Inside a row that is a link it does not follow it.
 */
export function Id(props: { value: string; label?: string }) {
  const copy = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
    void copyText(props.value)
  }
  return (
    <button
      type="button"
      className={css.id}
      onClick={copy}
      aria-label={`${props.label ?? shortIdText(props.value)}, copy`}
      title={`Copy ${props.value}`}
    >
      <span className={css.text}>{props.label ?? <ShortId of={props.value} />}</span>
      <IconCopy className={css.icon} size={12} aria-hidden />
    </button>
  )
}

/** An id as it is shown: of a path its name, and softly the resource group that it lies in. */
export function ShortId(props: { of: string }) {
  const { name, within } = shortId(props.of)
  if (within === null) return name
  return (
    <>
      {name}
      <span className={css.within}> in {within}</span>
    </>
  )
}

/** A copy button without words beside it: for headings. `label`: what it copies ("Copy address"). */
export function CopyButton(props: { value: string; label: string }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={props.label}
        onClick={() => void copyText(props.value)}
      >
        <IconCopy size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

/** Copies and says so; the words are the same everywhere. `what`: named instead of the text where that is long. */
export async function copyText(text: string, what: string = text): Promise<void> {
  if (await writeClipboard(text)) notify.done('Copied', what)
  else notify.failed('The browser did not allow copying.', 'Select the text and copy it by hand.')
}

/** False where the page is not in a secure context or permission is refused. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
