'use client'

import { Button } from '@mantine/core'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { ScrollRegion } from '@/components/shell/scroll-region'
import type { ImportView } from '@/lib/api/views/imports'
import { ImportLines } from './import-lines'
import css from './import-plan.module.css'
import { applyText, importHeadline, soundText } from './import-words'
import type { Import } from './use-import'

/** So many sentences are read by nobody; the rest is counted. */
const MOST_PROBLEMS = 200
/** Short parts are open from the start, long ones say their count. */
const OPEN_UP_TO = 40

type FileRow = ImportView['files'][number] & { readonly at: number }

const FILE_COLUMNS: readonly DataColumn<FileRow>[] = [
  { id: 'name', header: 'File', narrow: 'title', width: '40%', cell: ({ name }) => name },
  { id: 'kind', header: 'What it is', cell: ({ kindText }) => kindText },
  {
    id: 'items',
    header: 'Items',
    align: 'right',
    width: '14%',
    cell: ({ items }) => items.toLocaleString('en'),
  },
  { id: 'sound', header: 'Sound', align: 'right', width: '18%', cell: soundText },
]

/** What an import would change, before it does: to apply or to discard. */
export function ImportPlan(props: { flow: Import; plan: ImportView }) {
  const { flow, plan } = props
  const applying = flow.phase === 'applying'
  return (
    <section className={css.plan} aria-labelledby="plan">
      <div>
        <h2 id="plan" className={css.headline}>
          {importHeadline(plan)}
        </h2>
        {!plan.empty && <p className={css.meaning}>Nothing has been changed yet.</p>}
      </div>
      <DataTable
        label="Files"
        urlPrefix="files"
        rows={plan.files.map((file, at) => ({ ...file, at }))}
        columns={FILE_COLUMNS}
        rowKey={({ at }) => String(at)}
      />
      <Sentences
        title="Conflicts"
        text="These addresses are held by Holdfast and by someone else at once."
        tone="bad"
        sentences={plan.conflicts}
        total={plan.conflicts.length}
      />
      <Sentences
        title="Drift"
        text="These files show that the cloud differs from what Holdfast holds. Applying the import lists it under Drift."
        tone="bad"
        sentences={plan.drift}
        total={plan.drift.length + plan.moreDrift}
      />
      <Sentences
        title="Problems"
        text="What is named here is left out; the rest can be imported."
        tone="warn"
        sentences={plan.problems}
        total={plan.problems.length + plan.moreProblems}
      />
      <Sentences
        title="Left as they are"
        text="The import does not have these, or has them elsewhere, but groups use them."
        tone="calm"
        sentences={plan.kept}
        total={plan.kept.length}
      />
      <div>
        <ImportLines
          title="Added"
          text="New to Holdfast"
          lines={plan.added}
          count={plan.counts.added}
          initiallyOpen={plan.counts.added <= OPEN_UP_TO}
        />
        <ImportLines
          title="Changed"
          text="Known, and different now"
          lines={plan.changed}
          count={plan.counts.changed}
          initiallyOpen={plan.counts.changed <= OPEN_UP_TO}
        />
        <ImportLines
          title="Gone"
          text="Known, and not in the cloud any more"
          lines={plan.gone}
          count={plan.counts.gone}
          initiallyOpen={plan.counts.gone <= OPEN_UP_TO}
        />
      </div>
      <Problem text={flow.problem} />
      <div className={css.foot}>
        <Button variant="default" onClick={flow.discard} disabled={applying}>
          {plan.empty ? 'Back to the files' : 'Discard'}
        </Button>
        {!plan.empty && (
          <ReasonButton action="applyImport" loading={applying} onClick={() => void flow.apply()}>
            {applyText(plan.counts)}
          </ReasonButton>
        )}
      </div>
    </section>
  )
}

function Sentences(props: {
  title: string
  text: string
  tone: 'calm' | 'warn' | 'bad'
  sentences: readonly string[]
  total: number
}) {
  const { sentences, total } = props
  if (total === 0) return null
  const shown = sentences.slice(0, MOST_PROBLEMS)
  const more = total - shown.length
  return (
    <section className={css.sentences} data-tone={props.tone} aria-label={props.title}>
      <h3>
        {props.title} <span className={css.count}>{total.toLocaleString('en')}</span>
      </h3>
      <p>{props.text}</p>
      <ScrollRegion className={css.sentenceScroll} aria-label={`${props.title}, list`}>
        <ul>
          {shown.map((sentence, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
            <li key={at}>{sentence}</li>
          ))}
          {more > 0 && <li>and {more.toLocaleString('en')} more</li>}
        </ul>
      </ScrollRegion>
    </section>
  )
}
