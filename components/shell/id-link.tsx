'use client'

import { IconCopy } from '@tabler/icons-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { copyText } from './id'
import css from './id-link.module.css'

/** An id or address that leads to its page, with the way to copy it beside it. `children`: shown instead of `value`. */
export function IdLink(props: { href: string; value: string; children?: ReactNode }) {
  return (
    <span className={css.pair}>
      <Link href={props.href} className={css.link}>
        {props.children ?? props.value}
      </Link>
      <button
        type="button"
        className={css.copy}
        aria-label={`Copy ${props.value}`}
        title={`Copy ${props.value}`}
        onClick={() => void copyText(props.value)}
      >
        <IconCopy size={12} aria-hidden />
      </button>
    </span>
  )
}
