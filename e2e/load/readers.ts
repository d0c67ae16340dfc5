import { get } from 'node:http'
import autocannon from 'autocannon'
import type { DoorTimes } from './door-times'

/** A page that is open in a browser: what it asks for again when something happens, and how many have it open. */
export type OpenPage = { readonly door: string; readonly path: string; readonly browsers: number }

/** Seconds; a browser's user would have given up by then. */
const LONGEST_ANSWER = 30

/** A browser whose page follows twenty operators reads something again so often; most changes are not on its page. */
const READS_EVERY_SECONDS = 4

/** As many reads as these browsers make: a connection that reads each second stands for four of them. */
export function readFor(url: string, page: OpenPage, seconds: number): Promise<DoorTimes> {
  const { door, path, browsers } = page
  const told: DoorTimes = { door, times: [], problems: [] }
  const wanted = {
    url: `${url}${path}`,
    ...{ connections: Math.ceil(browsers / READS_EVERY_SECONDS), connectionRate: 1 },
    ...{ duration: seconds, timeout: LONGEST_ANSWER },
  }
  return new Promise((ended, failed) => {
    const running = autocannon(wanted, (error: Error | null) => (error ? failed(error) : ended(told)))
    running.on('response', (_client, status, _bytes, took) => {
      told.times.push(took)
      if (status !== 200) told.problems.push(`${door} answered ${status}`)
    })
    running.on('reqError', (error: unknown) => told.problems.push(`${door}: ${String(error)}`))
  })
}

export type Streams = { readonly messages: () => number; end(): readonly string[] }

/** Browsers that follow the event stream; one that ends by itself is an error. */
export async function openStreams(url: string, browsers: number): Promise<Streams> {
  const problems: string[] = []
  let messages = 0
  let isOver = false
  const opened = await Promise.all(
    Array.from({ length: browsers }, () =>
      followStream(url, {
        message: () => {
          messages += 1
        },
        ended: (why) => {
          if (!isOver) problems.push(why)
        },
      }),
    ),
  )
  return {
    messages: () => messages,
    end() {
      isOver = true
      for (const close of opened) close()
      return problems
    },
  }
}

type Hear = { readonly message: () => void; readonly ended: (why: string) => void }

function followStream(url: string, hear: Hear): Promise<() => void> {
  return new Promise((opened) => {
    const request = get(`${url}/api/stream`, { agent: false }, (response) => {
      if (response.statusCode !== 200) hear.ended(`the stream answered ${response.statusCode}`)
      response.on('data', (piece: Buffer) => {
        if (String(piece).includes('data: ')) hear.message()
      })
      response.on('close', () => hear.ended('a stream ended by itself'))
      opened(() => request.destroy())
    })
    request.on('error', (error) => {
      hear.ended(`the stream: ${error.message}`)
      opened(() => undefined)
    })
  })
}
