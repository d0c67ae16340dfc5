/*
 * In this header a browser says which parts of a page it has: a tree of the segments of the page's path, with the
 * parts that stand beside each other under their names.
 *
 *   ["", { "children": ["groups", { "children": ["__PAGE__", {}] }] }, null, null, 16]
 *     segment, parts below, [url, url]?, what to do with it?, hints?, a text?
 *
 * Next says 500 where it cannot take it apart; the sender is to blame. What is let in here, Next takes; the other way
 * round there are oddities that no browser sends: a list in the place of the parts, a tree of thousands of floors.
 */
export const PARTS_HAD = 'next-router-state-tree'

/** Next reads no more. */
const LONGEST = 40_000
/** A path with more parts than this is none of ours, nor anybody's. */
const DEEPEST = 100

export function isPartsHad(header: string | readonly string[] | undefined): boolean {
  if (header === undefined) return true
  if (typeof header !== 'string' || header.length > LONGEST) return false
  try {
    return isTree(JSON.parse(decodeURIComponent(header)), 0)
  } catch {
    return false
  }
}

function isTree(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6 || depth > DEEPEST) return false
  const [segment, parts, urls, marker, hints, text] = value as unknown[]
  return (
    isSegment(segment) &&
    isRecord(parts) &&
    Object.values(parts).every((part) => isTree(part, depth + 1)) &&
    (isNothing(urls) || isTexts(urls, 2)) &&
    (isNothing(marker) || MARKERS.has(marker)) &&
    (isNothing(hints) || typeof hints === 'number') &&
    (text === undefined || typeof text === 'string')
  )
}

const MARKERS: ReadonlySet<unknown> = new Set(['refetch', 'inside-shared-layout', 'metadata-only'])
/** How a parameter of a path is read: by itself, with what follows, or from within another page. */
const PARAMETER = /^(c|d)(i\((\.|\.\.|\.\.\.)\)|i\(\.\.\)\(\.\.\))?$|^oc$/

/** Its name, or a parameter of the path: name, value, how it is read, and what else stands in its place. */
function isSegment(value: unknown): boolean {
  if (typeof value === 'string') return true
  if (!Array.isArray(value) || value.length !== 4) return false
  const [name, text, how, siblings] = value as unknown[]
  return (
    isTexts([name, text, how], 3) && PARAMETER.test(how as string) && (siblings === null || isTexts(siblings))
  )
}

const isNothing = (value: unknown): boolean => value === undefined || value === null

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTexts = (value: unknown, count?: number): boolean =>
  Array.isArray(value) &&
  (count === undefined || value.length === count) &&
  value.every((one) => typeof one === 'string')
