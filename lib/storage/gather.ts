import { type Commit, EMPTY_COMMIT } from '@/lib/allocation/ports/commit'

/**
 * The commits of one transaction as few commits as they can be told in, so that what is done for each part of a commit,
 * thirty of them and most of them empty, is done once and not for each of 64 commands that wait together.
 *
 *   expect     a1        c1                        a1 c1
 *   instances  a2 a3     c2        ──────▶         a2 a3 c2
 *   allocated  a4   b1                             a4 b1
 *
 * In their order: rows of a table are written in it. Nothing of the transaction is judged by it, since its statements are
 * issued once for all of its commits anyway. Only what a row takes from the rest of its commit keeps one apart: the moment
 * at which members joined or left a pool, the group that gave a public IP back.
 *
 * Who is answered and who asked is not in it: requests and events stay with their commits as well.
 */
export function gather(commits: readonly Commit[]): readonly Commit[] {
  if (commits.length < 2) return commits
  const gathered: Commit[] = []
  let run: Commit[] = []
  const endRun = (): void => {
    if (run.length > 0) gathered.push(joined(run))
    run = []
  }
  for (const commit of commits) {
    if (isJoinable(commit)) run.push(commit)
    else {
      endRun()
      gathered.push(commit)
    }
  }
  endRun()
  return gathered
}

const isJoinable = ({ pooled, unpooled, publicReleased }: Commit): boolean =>
  pooled.length === 0 && unpooled.length === 0 && publicReleased.length === 0

const PARTS = (Object.keys(EMPTY_COMMIT) as (keyof Commit)[]).filter((part) => part !== 'request')

function joined(commits: readonly Commit[]): Commit {
  const [first] = commits
  if (first && commits.length === 1) return first
  const whole: Record<string, unknown> = { ...EMPTY_COMMIT }
  for (const part of PARTS) {
    const rows: unknown[] = []
    for (const commit of commits) for (const row of commit[part] as readonly unknown[]) rows.push(row)
    if (rows.length > 0) whole[part] = rows
  }
  return whole as Commit
}
