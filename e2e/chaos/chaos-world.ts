import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { templateDatabase } from '@/lib/testing/database'
import { demoInventory } from '@/lib/testing/worlds'
import { Holdfast } from '../holdfast'
import { DATABASE } from '../worlds'
import { auditRemains, auditSettled } from './audit/audit'
import { type Acknowledged, type Identity, identitiesOf } from './audit/promises'
import { isAtRest, type Record, readRecord } from './audit/record'
import { readTruth } from './audit/truth'
import { ConsoleClient, NoAnswer } from './console-client'

/** Machines come and go at once, and what Azure accepts takes a moment. */
const TIMING = { startMs: 40, stopMs: 40, operationMs: 10 }
/** Repeating what the cloud refused takes seconds; what has not settled by then never will. */
const SETTLE_LIMIT_MS = 90_000
const LOOK_EVERY_MS = 50

/** A whole Holdfast of its own, which is killed and started again, and what it has promised so far. */
export class ChaosWorld {
  readonly client: ConsoleClient
  #acknowledged: Acknowledged[] = []
  #identities: ReadonlyMap<string, Identity> = new Map()
  readonly #asked = new Map<string, { readonly open: number; readonly begun: number }>()
  #serial = 0
  #told = 0

  private constructor(readonly holdfast: Holdfast) {
    this.client = new ConsoleClient(holdfast.url)
  }

  /** `folder` is made, and removed by whoever gave it. */
  static async start(folder: string): Promise<ChaosWorld> {
    mkdirSync(folder, { recursive: true })
    copyFileSync(await templateDatabase(), join(folder, DATABASE))
    const holdfast = await Holdfast.at(folder, TIMING)
    try {
      await holdfast.startCloud()
      await holdfast.control.loadInventory(demoInventory())
      const self = new ChaosWorld(holdfast)
      await holdfast.startConsole()
      await self.until('the network is known', async () => {
        const subnets = await self.client.read<unknown>('/api/subnets').catch(nullIfNoAnswer)
        return JSON.stringify(subnets).includes('subnet-')
      })
      return self
    } catch (error) {
      // Nobody has it who could end it, and its programs would take from every world after it.
      await holdfast.end()
      throw error
    }
  }

  end(): Promise<void> {
    return this.holdfast.end()
  }

  /** What the programs that ended since the last look logged as errors. */
  complaints(): string[] {
    const all = this.holdfast.problems()
    const fresh = all.slice(this.#told)
    this.#told = all.length
    return fresh
  }

  record(): Record {
    return readRecord(this.holdfast.databaseFile)
  }

  /** One request key per intention, as the browser makes them. */
  newKey(what: string): string {
    this.#serial += 1
    return `chaos-${what}-${String(this.#serial).padStart(6, '0')}`
  }

  /**
   * A group is asked for something. Until that is answered nobody can say what its target is; what the answer promises
   * of it holds only where nobody else asked meanwhile.
   */
  asks(groupId: string | null): { acknowledged(one: Acknowledged): void; over(): void } {
    const subject = groupId ?? ''
    const { open, begun } = this.#asked.get(subject) ?? { open: 0, begun: 0 }
    this.#asked.set(subject, { open: open + 1, begun: begun + 1 })
    this.#acknowledged = this.#acknowledged.map((past) =>
      past.groupId === groupId ? { requestKey: past.requestKey, groupId: past.groupId } : past,
    )
    return {
      acknowledged: ({ target, ...one }) => {
        const now = this.#asked.get(subject)
        // One that is being made is on record, and can be asked for more, before its maker has the answer.
        const isUntouched = groupId !== null || !this.#asked.has(one.groupId)
        const isAlone = now?.open === 1 && now.begun === begun + 1 && isUntouched
        this.#acknowledged.push({ ...one, ...(isAlone && target !== undefined ? { target } : {}) })
      },
      over: () => {
        const now = this.#asked.get(subject) ?? { open: 1, begun: 0 }
        this.#asked.set(subject, { ...now, open: now.open - 1 })
      },
    }
  }

  /** From here on every instance that has an interface keeps what it has. */
  rememberIdentities(): void {
    this.#identities = identitiesOf(this.record())
  }

  async restart(): Promise<void> {
    await this.holdfast.startConsole()
  }

  async until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + SETTLE_LIMIT_MS
    for (;;) {
      if (await isSo()) return
      if (Date.now() > end) throw new Error(`Waited ${SETTLE_LIMIT_MS / 1000} s in vain until ${what}.`)
      await pause(LOOK_EVERY_MS)
    }
  }

  /** What is wrong with the file that a killed process left, before another one touches it. */
  auditRemains(): string[] {
    return auditRemains(this.record(), this.#promised())
  }

  /**
   * What is wrong when no work is left. Work takes its time, so problems are looked at again until there are none, or
   * until they have stayed for so long that nobody is going to mend them; those that no time can mend are told at once.
   */
  async auditWhenSettled(isReached: (record: Record) => boolean = () => true): Promise<string[]> {
    const end = Date.now() + SETTLE_LIMIT_MS
    for (;;) {
      // Reading everything takes a while: first ask whether there is anything to wait for.
      if (!isAtRest(this.holdfast.databaseFile) && Date.now() < end) {
        await pause(LOOK_EVERY_MS)
        continue
      }
      const before = this.record()
      const truth = await readTruth(this.holdfast.cloudUrl)
      const record = this.record()
      const stood = before.events.length === record.events.length
      const lasting = auditRemains(record, this.#promised())
      if (lasting.length > 0) return lasting
      const problems = auditSettled(record, truth, this.#promised())
      const reached = isReached(record)
      if (stood && problems.length === 0 && reached) return []
      if (Date.now() > end)
        return problems.length > 0
          ? problems
          : [reached ? 'it never came to rest' : 'its end was not reached']
      await pause(LOOK_EVERY_MS)
    }
  }

  #promised = () => ({ acknowledged: this.#acknowledged, identities: this.#identities })
}

function nullIfNoAnswer(error: unknown): null {
  if (error instanceof NoAnswer) return null
  throw error
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds))
