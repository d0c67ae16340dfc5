import { setTimeout as pause } from 'node:timers/promises'

/** Between two reads of one browser. */
const READS_EVERY_MS = 50

export type Readers = {
  /** What was answered otherwise than with 200, or not at all, until they are stopped. */
  readonly problems: readonly string[]
  answers(): number
  stop(): Promise<void>
}

/** Browsers that read something again and again, one for each path. */
export function startReaders(url: string, paths: readonly string[]): Readers {
  const problems: string[] = []
  let answers = 0
  let isOver = false
  const reading = paths.map(async (path) => {
    while (!isOver) {
      const problem = await read(`${url}${path}`)
      if (problem === null) answers += 1
      else if (!isOver) problems.push(`${path}: ${problem}`)
      await pause(READS_EVERY_MS)
    }
  })
  return {
    problems,
    answers: () => answers,
    async stop() {
      isOver = true
      await Promise.all(reading)
    },
  }
}

async function read(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url)
    await answer.arrayBuffer()
    return answer.status === 200 ? null : `${answer.status}`
  } catch (error) {
    return String(error)
  }
}
