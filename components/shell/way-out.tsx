'use client'

import { Button } from '@mantine/core'
import Link from 'next/link'
import { paths } from '@/lib/api/paths'
import { PageArrived } from './arrival'
import { Id } from './id'
import { Mark } from './mark'
import css from './way-out.module.css'

/** A page that leads nowhere: one sentence, and the ways out. `retry` and `errorId` where it failed. */
export function WayOut(props: { title: string; text: string; errorId?: string; retry?: () => void }) {
  return (
    <div className={css.page}>
      <Mark size={30} />
      <h1 className={css.title}>{props.title}</h1>
      <p className={css.text}>{props.text}</p>
      {props.errorId && (
        <p className={css.text}>
          Error <Id value={props.errorId} />
        </p>
      )}
      <div className={css.ways}>
        {props.retry && <Button onClick={props.retry}>Try again</Button>}
        <Button component={Link} href={paths.groups()} variant={props.retry ? 'default' : 'filled'}>
          Back to Groups
        </Button>
        <Button component={Link} href={paths.addresses()} variant="default">
          Search addresses
        </Button>
      </div>
      <PageArrived />
    </div>
  )
}
