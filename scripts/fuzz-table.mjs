// @ts-check
/** How `npm run fuzz` tells what came of each door. */

/**
 * @typedef {{
 *   door: string, inputs: number, outcomes: Record<string, number>, first: string, longest: number, problems: string[],
 *   grown: { heap: number, external: number, rss: number, events: number } | null,
 * }} Played
 */

const HEAD = ['door', 'inputs', 'longest', 'heap', 'buffers', 'process', 'outcomes; of the first in front']
const WIDTHS = [40, 7, 9, 10, 10, 10]

/** @param {readonly string[]} cells */
const line = (cells) =>
  cells
    .map((cell, at) => (at === 0 ? cell.padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[at] ?? 0)))
    .join('  ')

/** @param {Played} played @param {boolean} withHead */
export function linesOf({ door, inputs, outcomes, first, longest, problems, grown }, withHead) {
  const counted = Object.entries(outcomes).sort((a, b) => b[1] - a[1])
  const cells = [
    `${problems.length > 0 ? '✗ ' : ''}${door}`,
    inputs.toLocaleString('en'),
    `${Math.round(longest)} ms`,
    ...[grown?.heap, grown?.external, grown?.rss].map((bytes) =>
      bytes === undefined ? '' : `${signed(bytes)} MB`,
    ),
    `(${first}) ${counted.map(([what, count]) => `${what} ${count.toLocaleString('en')}`).join(', ')}`,
  ]
  return [...(withHead ? [line(HEAD)] : []), line(cells)]
}

/** @param {number} bytes */
const signed = (bytes) => `${bytes < 0 ? '' : '+'}${(bytes / 2 ** 20).toFixed(1)}`

/** @param {readonly Played[]} played @param {number} minutes */
export function totalsOf(played, minutes) {
  const inputs = played.reduce((sum, one) => sum + one.inputs, 0)
  const problems = played.reduce((sum, one) => sum + one.problems.length, 0)
  const longest = Math.max(0, ...played.map((one) => one.longest))
  return `${played.length} doors, ${inputs.toLocaleString('en')} inputs, ${problems} problems, longest call ${Math.round(longest)} ms, ${minutes.toFixed(1)} minutes`
}
