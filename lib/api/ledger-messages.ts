import type { ChainBreak } from '@/lib/domain/chain-check.mjs'
import type { ExportBreak } from '@/lib/domain/event-export'
import { plural } from '@/lib/domain/plural'

const number = (n: number): string => n.toLocaleString('en')
const events = (from: number, to: number): string =>
  from === to ? `Event ${number(from)} is` : `Events ${number(from)} to ${number(to)} are`

/** What is wrong at one place of the chain, and how that can be. */
export function chainBreakSentence(broken: ChainBreak): string {
  const seq = number(broken.seq)
  switch (broken.kind) {
    case 'missing':
      return `${events(broken.seq, broken.to)} missing: removed by somebody, not by retention.`
    case 'cut-off':
      return `${events(broken.seq, broken.to)} missing at the end: the noted head is further than the log.`
    case 'beyond-head':
      return `${events(broken.seq, broken.to)} beyond the noted head: written past Holdfast, or the head was set back.`
    case 'content-changed':
      return `Event ${seq} does not say what was written: its text does not fit its hash.`
    case 'hash-changed':
      return `The hash of event ${seq} was changed: what it says is what the event after it follows.`
    case 'moved':
      return `Event ${seq} was written as event ${number(broken.from)}: somebody exchanged them.`
    case 'no-hash':
      return `Event ${seq} has no hash, so nothing vouches for what it says.`
    case 'head-changed':
      return `The head that is noted beside the log is not the hash of event ${seq}, the last one.`
    case 'head-missing':
      return `No head is noted beside the log; its last event is ${seq}.`
    case 'noted-differs':
      return `Event ${seq} has another hash than the one that was noted: the log was rewritten up to there.`
    case 'noted-not-there':
      return `Event ${seq}, whose hash was noted, is not in the log, so the noted hash cannot be compared: retention removed the event, or somebody did.`
    case 'anchor-unbacked':
      return `Everything up to event ${seq} was removed, and no event of the log tells of that.`
  }
}

export function exportBreakSentence({ kind, seq }: ExportBreak): string {
  switch (kind) {
    case 'line-changed':
      return `Event ${number(seq)} does not say what was written: its line does not fit its hash.`
    case 'line-unlinked':
      return `Event ${number(seq)} does not follow the line before it.`
    case 'line-out-of-order':
      return `Event ${number(seq)} stands after one with the same or a higher number.`
    case 'noted-differs':
      return `Event ${number(seq)} has another hash than the one that was noted.`
    case 'noted-not-there':
      return `Event ${number(seq)}, whose hash was noted, is not in this file, so the noted hash cannot be compared.`
  }
}

/** Of a log that a version without hashes wrote, and that was not opened by this one yet. */
export const unbegunSentence = (count: number): string =>
  `The chain has not begun: ${plural(count, 'event')} ${count === 1 ? 'was' : 'were'} written before events had hashes. The next start gives them theirs; until then nothing vouches for them.`

/** The whole chain in one sentence. */
export function chainSentence(
  report: { readonly events: number; readonly count: number },
  first: ChainBreak | undefined,
): string {
  const all = plural(report.events, 'event')
  if (!first) return `The chain holds: ${all}, each followed by the one after it.`
  const broken = report.count === 1 ? 'one place' : `${number(report.count)} places`
  return `The chain is broken at ${broken} of ${all}. The first: ${chainBreakSentence(first)}`
}

/** A start looks at the newest events only; what the whole was found to be stays until all of it is followed again. */
export const rememberedSentence = ({
  at,
  sentence,
}: {
  readonly at: string
  readonly sentence: string
}): string => `When all of it was followed last, on ${at.slice(0, 10)}: ${sentence}`

/** Why retention waits. */
export const notRemovedSentence = (broken: string): string =>
  `Old events are not removed while the chain does not hold, because what is broken would go with them. ${broken}`

/** What a start has seen of it. */
export function newestSentence(
  report: { readonly events: number; readonly count: number; readonly isWhole: boolean },
  first: ChainBreak | undefined,
): string {
  if (first || report.isWhole) return chainSentence(report, first)
  return `The newest ${number(report.events)} events hold, as they did when Holdfast was started. What is older was not verified since.`
}

/** As it is noted on paper and typed again: 42:9f86d0… */
export const headText = ({ seq, hash }: { readonly seq: number; readonly hash: string }): string =>
  `${seq}:${hash}`

export function readHeadText(text: string): { readonly seq: number; readonly hash: string } | null {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim().toLowerCase()) ?? []
  return seq && hash ? { seq: Number(seq), hash } : null
}
