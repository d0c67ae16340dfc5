'use client'

import { notifications } from '@mantine/notifications'
import Link from 'next/link'
import { createElement, type ReactNode } from 'react'
import { paths } from '@/lib/api/paths'

const SHORT = 4_000
/** A failure stays long enough to be read twice. */
const LONG = 12_000

/**
 * Toasts, announced to assistive technology: results politely, failures at once.
 * `title` is the sentence, `text` an optional second line. `key` replaces an earlier toast of the same key.
 */
export const notify = {
  done: (title: string, text?: string, key?: string) => show('ok', title, text, key),
  /** A change that can be asked back: it stays as long as a failure, for the hand needs its time. */
  changed: (title: string, undo: { readonly groupId: string; readonly seq: number } | null | undefined) =>
    undo ? show('ok', title, undoLink(undo), undefined, LONG) : show('ok', title, undefined, undefined),
  info: (title: string, text?: string, key?: string) => show('busy', title, text, key),
  failed: (title: string, text?: string, key?: string) => show('bad', title, text, key),
  /** Long work: stays until `done`, `failed` or `close` with the same key. */
  working: (key: string, title: string, text?: string) => {
    notifications.hide(key)
    notifications.show({
      id: key,
      role: 'status',
      title,
      message: text ?? '',
      loading: true,
      autoClose: false,
      withCloseButton: false,
      'data-tone': 'busy',
    })
  },
  close: (key: string) => notifications.hide(key),
}

const undoLink = (undo: { readonly groupId: string; readonly seq: number }): ReactNode =>
  createElement(Link, { href: paths.activity({ group: undo.groupId, undo: undo.seq }) }, 'Undo…')

function show(
  tone: 'ok' | 'busy' | 'bad',
  title: string,
  text: ReactNode,
  key: string | undefined,
  lasts = tone === 'bad' ? LONG : SHORT,
) {
  const id = key ?? `${tone} ${title} ${typeof text === 'string' ? text : ''}`
  notifications.hide(id)
  notifications.show({
    id,
    role: tone === 'bad' ? 'alert' : 'status',
    title,
    message: text ?? '',
    autoClose: lasts,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    'data-tone': tone,
  })
}
