'use client'

import Link from 'next/link'
import { useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { Ago } from '@/components/shell/ago'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'
import type { HeldActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import type { FailedReleaseView } from '@/lib/api/views/held'
import css from './held.module.css'

/** What was to be let go and is still there: how often it was tried, when it is tried again, and why it failed. */
export function FailedReleases(props: {
  failed: readonly FailedReleaseView[]
  more: number
  actions: HeldActions
}) {
  const count = props.failed.length + props.more
  if (count === 0) return null
  return (
    <section className={css.failed} aria-labelledby="failed-releases">
      <h2 id="failed-releases">
        {count === 1
          ? 'One release failed and is tried again'
          : `${count.toLocaleString('en')} releases failed and are tried again`}
      </h2>
      <ul>
        {props.failed.map((one) => (
          <FailedRelease key={one.key} failed={one} actions={props.actions} />
        ))}
      </ul>
      {props.more > 0 && (
        <p className={css.more}>
          And {props.more.toLocaleString('en')} more, which follow as these are let go.
        </p>
      )}
    </section>
  )
}

function FailedRelease(props: { failed: FailedReleaseView; actions: HeldActions }) {
  const { failed, actions } = props
  const [busy, setBusy] = useState(false)
  const ask = async (call: () => Promise<ActionResult<unknown>>) => {
    setBusy(true)
    const result = await call().catch(
      (error: unknown) => ({ ok: false, message: errorSentence(error) }) as const,
    )
    setBusy(false)
    if (!result.ok) notify.failed(result.message)
    else if (result.message) notify.done(result.message)
  }
  return (
    <li>
      <div>
        <p className={css.what}>
          {failed.groupId !== null && failed.instanceId !== null ? (
            <Link href={paths.group(failed.groupId, 'instances', failed.instanceId)}>{failed.text}</Link>
          ) : (
            failed.text
          )}
        </p>
        <p className={css.soft}>{failed.lastError}</p>
        <p className={css.soft}>
          {failed.attempts === 1 ? 'Tried once' : `Tried ${failed.attempts.toLocaleString('en')} times`}, next
          try <Ago at={failed.nextTry} />
        </p>
      </div>
      <div className={css.tries}>
        {failed.canCallOff && (
          <ReasonButton
            action="callOff"
            size="compact-md"
            variant="subtle"
            color="gray"
            disabled={busy}
            onClick={() => void ask(() => actions.callOff(failed.id))}
          >
            Call off
          </ReasonButton>
        )}
        <ReasonButton
          action="tryNow"
          size="compact-md"
          variant="default"
          loading={busy}
          onClick={() => void ask(() => actions.tryNow({ kind: failed.kind, id: failed.id }))}
        >
          Try now
        </ReasonButton>
      </div>
    </li>
  )
}
