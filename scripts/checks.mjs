// @ts-check
/** What must be true before anything starts; each answers a sentence when it is not, or undefined. */
import { createServer } from 'node:net'

/**
 * The versions that the libraries we build on support. Odd ones in between were never long-term releases.
 * @param {string} version
 */
export function nodeProblem(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const good = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24
  return good
    ? undefined
    : `This is Node ${version}; Holdfast needs Node 20.19, 22.12, 24 or later. Install one of them from https://nodejs.org and run the command again.`
}

/**
 * @param {{ name: string, host: string, port: number }} place  `name` is the setting that chooses the port
 * @returns {Promise<string | undefined>}
 */
export function portProblem({ name, host, port }) {
  return new Promise((answer) => {
    const probe = createServer()
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') {
        answer(
          `Port ${port} on ${host} is taken: another program listens there, perhaps Holdfast itself. Stop it, or choose another one: ${name}=${port + 10} npm start`,
        )
      } else if (error.code === 'EACCES') {
        answer(`Port ${port} is not open to this user; choose one above 1023 with ${name}.`)
      } else if (error.code === 'EADDRNOTAVAIL') {
        answer(`This machine has no address ${host}; choose another one with HOST.`)
      } else {
        answer(`Port ${port} on ${host} cannot be opened: ${error.message}`)
      }
    })
    probe.listen({ host, port }, () => probe.close(() => answer(undefined)))
  })
}
