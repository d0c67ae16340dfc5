import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { processPerTest, start } from './process.fixtures'
import { interfaceAt, must, SMALL_INVENTORY } from './test-world'

processPerTest()

const callers: ChildProcess[] = []
afterEach(() => {
  for (const caller of callers.splice(0)) caller.kill('SIGKILL')
})

const program = (source: string): ChildProcess => {
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  callers.push(child)
  return child
}

const BODY = JSON.stringify({ ...interfaceAt('10.0.1.10'), address: '10.0.1.10' })

/** A program that makes one call and prints the answer: what it printed, and the signal that ended it. */
async function callAsProgram(url: string): Promise<{ said: string; signal: string | null }> {
  const caller = program(`
    fetch('${url}/call/CreateNetworkInterface', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-simulator-caller-pid': String(process.pid) },
      body: ${JSON.stringify(BODY)},
    }).then((answer) => answer.text()).then((text) => console.log(text))`)
  let said = ''
  caller.stdout?.on('data', (piece: Buffer) => {
    said += String(piece)
  })
  const [, signal] = (await once(caller, 'close')) as [number | null, string | null]
  return { said, signal }
}

test.each([
  ['before', 0],
  ['after', 1],
] as const)('the process that calls is killed %s the work, and once', async (when, made) => {
  const { url, control, cloud } = await start()
  await must(control.loadInventory(SMALL_INVENTORY))
  await must(control.setFaults([{ operation: 'changing', effect: 'crash', when, remaining: 1 }]))
  expect(await callAsProgram(url)).toEqual({ said: '', signal: 'SIGKILL' })
  expect((await must(cloud.describeInterfaces({}))).items).toHaveLength(made)
  // Made again by the next process, the call is answered: the token finds what was made.
  expect((await callAsProgram(url)).said).toContain('"kind":"answer"')
  expect((await must(cloud.describeInterfaces({}))).items).toHaveLength(1)
})

test('whoever did not call is spared: nobody is killed, nothing is done, and a sentence says why', async () => {
  const { url, control, cloud, child } = await start()
  await must(control.loadInventory(SMALL_INVENTORY))
  await must(control.setFaults([{ operation: 'changing', effect: 'crash', when: 'after' }]))
  const bystander = program('setInterval(() => {}, 1000)')
  const stranger = /is not the one that called/
  const cases: readonly (readonly [string | null, RegExp])[] = [
    [null, /the caller does not say its process id/],
    ['12; 1', /"12; 1" is not a process id/],
    ['-1', /is not a process id/],
    ['1', /process 1 is never killed/],
    [String(child.pid), /is the simulated cloud itself or what started it/],
    [String(process.pid), /is the simulated cloud itself or what started it/],
    ...(process.platform === 'linux' ? [[String(bystander.pid), stranger] as const] : []),
  ]
  for (const [pid, why] of cases) {
    const answer = await fetch(`${url}/call/CreateNetworkInterface`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(pid === null ? {} : { 'x-simulator-caller-pid': pid }),
      },
      body: BODY,
    })
    const said = (await answer.json()) as { code: string; message: string }
    expect(said.code).toBe('CrashRefused')
    expect(said.message).toMatch(why)
  }
  expect(bystander.signalCode).toBeNull()
  expect((await must(cloud.describeInterfaces({}))).items).toEqual([])
})
