import { createServer } from 'node:net'

/**
 * Below those that systems give to outgoing connections: one of these could be taken by a browser's between the look and
 * the start of whoever is to listen there.
 *
 * Every worker of Playwright has a stretch of its own, because workers know nothing of each other: a port that one has
 * looked at and not yet opened, or whose server it has just killed to start it again, looks free to all others.
 */
const FIRST_PORT = 20_000
const STRETCH = 1_500
const STRETCHES = 8

/** How many were given by this process. */
let given = 0

/** A port of 127.0.0.1 that nobody listens on, in the order of the stretch: none is given again before all others were. */
export async function freePort(): Promise<number> {
  const from = FIRST_PORT + (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % STRETCHES) * STRETCH
  for (let looked = 0; looked < STRETCH; looked++) {
    // A process that is started anew on the same stretch begins elsewhere.
    const port = from + ((process.pid * 7 + given++) % STRETCH)
    if (await isFree(port)) return port
  }
  throw new Error(`No port from ${from} to ${from + STRETCH - 1} is free.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}
