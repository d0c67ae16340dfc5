'use client'

import { Button, Progress } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Ago } from '@/components/shell/ago'
import { Id } from '@/components/shell/id'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { LedgerActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { LedgerCheckView, LedgerView } from '@/lib/api/views/ledger'
import css from './ledger.module.css'

/** Whether the chain holds, when that was last looked at, and its head, which is worth noting elsewhere. */
export function ChainPart(props: { ledger: LedgerView; actions: LedgerActions }) {
  const { ledger } = props
  const client = useQueryClient()
  const [asked, setAsked] = useState(false)
  const running = ledger.check.state === 'running'
  const verify = async () => {
    setAsked(true)
    const result = await props.actions
      .checkLedger()
      .catch((failure: unknown) => ({ ok: false, message: errorSentence(failure) }) as const)
    if (!result.ok) notify.failed(result.message)
    await client.invalidateQueries({ queryKey: queries.ledger().queryKey })
    setAsked(false)
  }
  return (
    <>
      <div className={css.result}>
        <div className={css.outcome} aria-live="polite">
          <Outcome check={ledger.check} />
        </div>
        <Button loading={asked || running} onClick={() => void verify()}>
          Verify now
        </Button>
      </div>
      <dl className={css.facts}>
        <Fact term="On record">
          {ledger.events === 0 ? 'Nothing yet' : `${ledger.events.toLocaleString('en')} events`}
          {ledger.first && (
            <span className={css.soft}>
              {' '}
              from number {ledger.first.seq.toLocaleString('en')}, <Ago at={ledger.first.at} />
            </span>
          )}
        </Fact>
        {ledger.removed && <Fact term="Removed">{ledger.removed.sentence}</Fact>}
        {ledger.notRemoved && <Fact term="Not removed">{ledger.notRemoved}</Fact>}
        {ledger.head && (
          <Fact term="Head">
            <span className={css.hash}>
              <Id value={ledger.head} />
            </span>
          </Fact>
        )}
      </dl>
      <p className={css.hint}>
        Note the head somewhere else now and then. Whoever can write to the whole file could make a new chain,
        but none with this hash in its place: <code>npm run verify -- --head</code> and the head compares
        them.
      </p>
    </>
  )
}

function Outcome({ check }: { check: LedgerCheckView }): ReactNode {
  switch (check.state) {
    case 'never':
      return (
        <Sentence tone="none" icon={<IconCircleDashed size={18} aria-hidden />}>
          Not verified since Holdfast was started.
        </Sentence>
      )
    case 'newest':
      return (
        <>
          <Verdict check={check} />
          <p className={css.soft}>
            Looked at when Holdfast was started, <Ago at={check.at} />. Verify now follows all of it, and
            reads the rules, too.
          </p>
        </>
      )
    case 'running': {
      const text =
        check.of === 0
          ? 'Reading the ledger'
          : `${check.checked.toLocaleString('en')} of ${check.of.toLocaleString('en')} events followed`
      const share = check.of === 0 ? 100 : (check.checked / check.of) * 100
      return (
        <div className={css.running}>
          <span>{text}</span>
          <Progress
            size="sm"
            value={share}
            animated={check.of === 0}
            striped={check.of === 0}
            aria-label={text}
          />
        </div>
      )
    }
    case 'failed':
      return (
        <Sentence tone="bad" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {check.sentence}
        </Sentence>
      )
    case 'done':
      return <Done check={check} />
  }
}

/** What following the chain found: whether it is whole, and where else it is not. */
const Verdict = ({ check }: { check: Extract<LedgerCheckView, { isWhole: boolean }> }) => (
  <>
    <Sentence
      tone={check.isWhole ? 'good' : 'bad'}
      icon={
        check.isWhole ? (
          <IconCircleCheck size={18} aria-hidden />
        ) : (
          <IconAlertTriangle size={18} aria-hidden />
        )
      }
    >
      {check.sentence}
    </Sentence>
    <FurtherBreaks breaks={check.breaks} />
  </>
)

function Done({ check }: { check: Extract<LedgerCheckView, { state: 'done' }> }) {
  return (
    <>
      <Verdict check={check} />
      <p className={css.soft}>{check.rules}</p>
      {check.broken.length > 0 && (
        <ul className={css.list} aria-label="Broken rules">
          {check.broken.map(({ name, examples }) => (
            <li key={name}>
              {name}
              <span className={css.examples}>{examples.join('; ')}</span>
            </li>
          ))}
        </ul>
      )}
      {check.notes.map((note) => (
        <p key={note} className={css.soft}>
          {note}
        </p>
      ))}
      <p className={css.soft}>
        Verified <Ago at={check.at} />
      </p>
    </>
  )
}

const FurtherBreaks = ({ breaks }: { breaks: readonly string[] }): ReactNode =>
  breaks.length > 0 && (
    <ul className={css.list} aria-label="Further breaks">
      {breaks.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )

const Sentence = (props: { tone: 'good' | 'bad' | 'none'; icon: ReactNode; children: ReactNode }) => (
  <p className={css.sentence} data-tone={props.tone}>
    {props.icon}
    <span>{props.children}</span>
  </p>
)

const Fact = (props: { term: string; children: ReactNode }) => (
  <div>
    <dt>{props.term}</dt>
    <dd>{props.children}</dd>
  </div>
)
