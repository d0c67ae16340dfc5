import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { nodeProblem, portProblem } from './checks.mjs'

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.1.0'])('%s will do', (version) => {
    expect(nodeProblem(version)).toBeUndefined()
  })

  it.each(['16.20.2', '18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.11.1'])('%s will not', (version) => {
    expect(nodeProblem(version)).toMatch(
      `This is Node ${version}; Holdfast needs Node 20.19, 22.12, 24 or later.`,
    )
  })
})

describe('a port', () => {
  it('that somebody listens on is named, with the setting that changes it', async () => {
    const host = '127.0.0.1'
    const server = createServer()
    await new Promise((ready) => server.listen({ host, port: 0 }, () => ready(undefined)))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0

    expect(await portProblem({ name: 'PORT', host, port })).toMatch(
      new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken: .* PORT=${port + 10} npm start$`),
    )

    await new Promise((closed) => server.close(closed))
    expect(await portProblem({ name: 'PORT', host, port })).toBeUndefined()
  })
})
