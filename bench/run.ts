import { benchAllocation } from './allocation'
import { benchChooseAddress } from './choose-address'
import { benchCreateGroup } from './create-group'
import { benchEventLoop } from './event-loop'
import type { Figure } from './figure'
import { benchGrowth } from './growth'
import { benchIdleMemory } from './idle-memory'
import { benchLooks } from './looks'
import { benchOccupancy } from './occupancy'
import { benchRestart } from './restart'
import { benchResumes } from './resumes'
import { benchScalePooled } from './scale-pooled'
import { benchScrapes } from './scrapes'

/*
 * `npm run bench`: a table. `-- --json`: one object per line. Further words choose: `npm run bench -- occupancy`.
 * Ends with 1 where a goal was missed.
 */

const BENCHES: readonly { readonly name: string; readonly run: () => Promise<Figure[]> }[] = [
  { name: 'allocations', run: benchAllocation },
  { name: 'create-group', run: benchCreateGroup },
  { name: 'scale-pooled', run: benchScalePooled },
  { name: 'choose-address', run: benchChooseAddress },
  { name: 'occupancy', run: benchOccupancy },
  { name: 'looks', run: benchLooks },
  { name: 'event-loop', run: benchEventLoop },
  { name: 'resumes', run: benchResumes },
  { name: 'restart', run: benchRestart },
  { name: 'growth', run: benchGrowth },
  { name: 'scrapes', run: benchScrapes },
  { name: 'idle-memory', run: benchIdleMemory },
]

const words = process.argv.slice(2)
const json = words.includes('--json')
const wanted = words.filter((word) => !word.startsWith('-'))
const chosen = BENCHES.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))

if (chosen.length === 0) {
  console.error(
    `No bench is called ${wanted.join(' ')}. There are: ${BENCHES.map((one) => one.name).join(', ')}.`,
  )
  process.exit(2)
}

// Databases are removed when the process ends; ended from outside, it has to be told to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(2))

const memoryBefore = megabytes(process.memoryUsage.rss())
const figures: Figure[] = []
for (const { name, run } of chosen) {
  if (!json) process.stderr.write(`measuring ${name} …\n`)
  const measured = await run()
  figures.push(...measured)
  if (json) for (const figure of measured) console.log(JSON.stringify(figure))
}
const peakMemory = megabytes(process.resourceUsage().maxRSS * 1024)
const peak: Figure = {
  name: `peak memory of ${chosen.length === BENCHES.length ? 'the whole run' : 'this run'}`,
  value: peakMemory,
  unit: 'MB',
  baseline: memoryBefore,
  ratio: Number((peakMemory / memoryBefore).toFixed(1)),
  goal: 'baseline: before anything was measured',
  met: null,
}
if (json) console.log(JSON.stringify(peak))
else printTable([...figures, peak])
process.exit(figures.some((figure) => figure.met === false) ? 1 : 0)

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576)
}

function printTable(rows: readonly Figure[]): void {
  const cells = rows.map((figure) => [
    figure.met === null ? ' ' : figure.met ? '✓' : '✗',
    figure.name,
    `${figure.value.toLocaleString('en')} ${figure.unit}`,
    figure.baseline === null ? '' : `${figure.baseline.toLocaleString('en')} ${figure.unit}`,
    figure.ratio === null ? '' : figure.ratio.toLocaleString('en', { maximumSignificantDigits: 3 }),
    figure.goal,
  ])
  const head = ['', 'figure', 'value', 'baseline', 'ratio', 'goal']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column >= 2 && column <= 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  console.log(line(head))
  console.log(widths.map((width) => '─'.repeat(width)).join('  '))
  for (const row of cells) console.log(line(row))
}
