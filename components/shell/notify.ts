'use client'

import { notifications } from '@mantine/notifications'

const SHORT = 4_000
/** A failure stays long enough to be read twice. */
const LONG = 12_000

/**
 * Toasts, announced to assistive technology: results politely, failures at once.
 * `title` is the sentence, `text` an optional second line. `key` replaces an earlier toast of the same key.
 */
export const notify = {
  done: (title: string, text?: string, key?: string) => show('ok', title, text, key),
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

function show(tone: 'ok' | 'busy' | 'bad', title: string, text: string | undefined, key: string | undefined) {
  const id = key ?? `${tone} ${title} ${text ?? ''}`
  notifications.hide(id)
  notifications.show({
    id,
    role: tone === 'bad' ? 'alert' : 'status',
    title,
    message: text ?? '',
    autoClose: tone === 'bad' ? LONG : SHORT,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    'data-tone': tone,
  })
}
