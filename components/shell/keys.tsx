'use client'

import { type ReactNode, useSyncExternalStore } from 'react'
import css from './keys.module.css'

/** A key as it stands on the keyboard. */
export const Kbd = (props: { children: ReactNode }) => <kbd className={css.key}>{props.children}</kbd>

const never = () => () => undefined
const readModKey = () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl')

/** '⌘' on Apple's systems, 'Ctrl' elsewhere (and on the server, which cannot know). */
export const useModKey = (): '⌘' | 'Ctrl' => useSyncExternalStore(never, readModKey, () => 'Ctrl')

/** False on the server and while hydrating: for what only the browser knows. */
export const useInBrowser = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
