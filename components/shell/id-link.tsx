'use client'

import { IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { shortIdText } from '@/lib/domain/short-id'
import { copyText, ShortId } from './id'
import css from './id-link.module.css'
import { NearLink } from './near-link'

/** Nothing more to tell on hover where all of it is shown. */
const titleOf = (id: string) => (shortIdText(id) === id ? undefined : id)

/** An id or address that leads to its page, with the way to copy it beside it. `children`: shown instead of `value`. */
export function IdLink(props: { href: string; value: string; children?: ReactNode }) {
  return (
    <span className={css.pair}>
      <NearLink href={props.href} className={css.link} title={titleOf(props.value)}>
        {props.children ?? <ShortId of={props.value} />}
      </NearLink>
      <button
        type="button"
        className={css.copy}
        aria-label={`Copy ${shortIdText(props.value)}`}
        title={`Copy ${props.value}`}
        onClick={() => void copyText(props.value)}
      >
        <IconCopy size={12} aria-hidden />
      </button>
    </span>
  )
}
