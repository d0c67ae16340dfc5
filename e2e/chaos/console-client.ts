import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ActionResult } from '@/lib/api/action-result'
import type {
  AccountActions,
  DriftActions,
  GroupActions,
  SimulatorActions,
  WizardActions,
} from '@/lib/api/actions'
import { ROOT } from '../programs'

type Actions = AccountActions & GroupActions & WizardActions & DriftActions & SimulatorActions
type Answer<Name extends keyof Actions> = Awaited<ReturnType<Actions[Name]>>

/** No answer: the server was killed, or is not there. What was asked may or may not have been done. */
export class NoAnswer extends Error {}

/**
 * Calls server actions and GET routes as the browser does: an action is a POST to a page with the action's id, its
 * arguments are a JSON array, and its answer is the second row of a stream.
 */
export class ConsoleClient {
  #ids = readActionIds()

  /** `headers`: what goes along with every request, such as a cookie or another origin. */
  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async act<Name extends keyof Actions>(
    name: Name,
    ...args: Parameters<Actions[Name]>
  ): Promise<Answer<Name>> {
    const id = this.#ids.get(name)
    if (!id) throw new Error(`The build has no server action ${name}.`)
    const text = await this.#ask('/groups', {
      method: 'POST',
      headers: {
        'next-action': id,
        'content-type': 'text/plain;charset=UTF-8',
        accept: 'text/x-component',
        origin: this.url,
        ...this.headers,
      },
      body: JSON.stringify(args),
    })
    return resultOf(text) as Answer<Name>
  }

  async read<T>(path: string): Promise<T> {
    return JSON.parse(await this.#ask(path, { headers: this.headers })) as T
  }

  async #ask(path: string, init: RequestInit): Promise<string> {
    try {
      const answer = await fetch(`${this.url}${path}`, { ...init, signal: AbortSignal.timeout(60_000) })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`)
      return text
    } catch (error) {
      // fetch throws a TypeError where a connection could not be made or broke.
      if (error instanceof TypeError) throw new NoAnswer(`${path}: ${error.cause ?? error.message}`)
      throw error
    }
  }
}

/** The production build names its actions by hashes; this is where it says which is which. */
function readActionIds(): ReadonlyMap<string, string> {
  const file = join(ROOT, '.next', 'server', 'server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as {
    node: Readonly<{ [id: string]: { readonly exportedName: string } }>
  }
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]))
}

/** Row 0 of the stream says that row 1 is the answer; what is undefined travels as a word. */
function resultOf(stream: string): ActionResult<unknown> {
  const row = stream.split('\n').find((line) => line.startsWith('1:'))
  if (!row?.startsWith('1:{')) throw new Error(`An action's answer cannot be read: ${stream.slice(0, 300)}`)
  return JSON.parse(row.slice(2)) as ActionResult<unknown>
}
