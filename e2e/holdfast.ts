import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type SimulatorControl, simulatorControl } from '@/lib/cloud/simulated/control'
import { consoleProgram, simulatorProgram } from '@/scripts/prepare.mjs'
import { freePort } from './ports'
import { type Program, startProgram } from './programs'
import { CLOUD_STATE, DATABASE, type World, worldFolder } from './worlds'

/** Milliseconds. */
export type MachineTiming = {
  readonly startMs: number
  readonly stopMs: number
  readonly operationMs?: number
}

/** A whole Holdfast of its own for one test: console, simulated cloud, and their files in one folder. */
export class Holdfast {
  readonly url: string
  /** What AWS and other people do: interruptions, deletions behind our back, faults, timing. */
  readonly control: SimulatorControl
  #console: Program | null = null
  #cloud: Program | null = null
  #said: string[] = []

  private constructor(
    readonly folder: string,
    private readonly port: number,
    private readonly cloudPort: number,
    private readonly timing: MachineTiming,
    private readonly open: boolean,
  ) {
    this.url = `http://127.0.0.1:${port}`
    this.control = simulatorControl({ url: `http://127.0.0.1:${cloudPort}` })
  }

  /** `open`: without login, as every scenario that is not about accounts. */
  static async start(folder: string, world: World, timing: MachineTiming, open = true): Promise<Holdfast> {
    mkdirSync(folder, { recursive: true })
    cpSync(worldFolder(world), folder, { recursive: true })
    const self = await Holdfast.at(folder, timing, open)
    await Promise.all([self.startCloud(), self.startConsole()])
    return self
  }

  /** On the files of a folder; nothing is started yet. */
  static async at(folder: string, timing: MachineTiming, open = true): Promise<Holdfast> {
    return new Holdfast(folder, await freePort(), await freePort(), timing, open)
  }

  get databaseFile(): string {
    return join(this.folder, DATABASE)
  }

  get cloudUrl(): string {
    return `http://127.0.0.1:${this.cloudPort}`
  }

  /** What the console has printed since it was started last, as its terminal shows it. */
  terminal(): string {
    return this.#console?.output() ?? ''
  }

  /** Resolves when the console has ended, by itself or by a signal. */
  consoleEnded(): Promise<NodeJS.Signals | null> {
    return this.#console?.ended ?? Promise.resolve(null)
  }

  /** `more`: settings of this start. */
  async startConsole(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const port = String(this.port)
    this.#console = await startProgram({
      name: 'console',
      args: [...consoleProgram.built, '-H', '127.0.0.1', '-p', port],
      env: {
        PORT: port,
        HOST: '127.0.0.1',
        HOLDFAST_OPEN: this.open ? '1' : '0',
        DATABASE_URL: `file:${join(this.folder, DATABASE)}`,
        SIMULATOR_URL: `http://127.0.0.1:${this.cloudPort}`,
        HOLDFAST_LOG_LEVEL: 'error',
        NEXT_TELEMETRY_DISABLED: '1',
        ...more,
      },
      ready: 'Ready in',
    })
    // It says so before it has opened its database; what comes earlier is not told from where it came.
    if (!this.open) await fetch(`${this.url}/api/health`)
  }

  async startCloud(): Promise<void> {
    this.#cloud = await startProgram({
      name: 'simulated cloud',
      args: simulatorProgram.built,
      env: {
        SIMULATOR_PORT: String(this.cloudPort),
        SIMULATOR_STATE: join(this.folder, CLOUD_STATE),
        SIMULATOR_TIMING: JSON.stringify(this.timing),
      },
      ready: 'listening on',
    })
  }

  /** kill -9 of the console; its database stays as it is at that instant. */
  async killConsole(): Promise<void> {
    await this.#console?.kill()
    this.#keepOutput(this.#console)
    this.#console = null
  }

  /** Asks the console to end, as an operator or the system does. Answers its exit code and what it said last. */
  async endConsole(): Promise<{ code: number | null; said: string }> {
    const code = (await this.#console?.end()) ?? null
    const said = this.#console?.output() ?? ''
    this.#keepOutput(this.#console)
    this.#console = null
    return { code, said }
  }

  async killCloud(): Promise<void> {
    await this.#cloud?.kill()
    this.#keepOutput(this.#cloud)
    this.#cloud = null
  }

  async end(): Promise<void> {
    await Promise.all([this.#console?.kill(), this.#cloud?.kill()])
    this.#keepOutput(this.#console)
    this.#keepOutput(this.#cloud)
    this.#console = null
    this.#cloud = null
  }

  #keepOutput(program: Program | null): void {
    if (program) this.#said.push(program.output())
  }

  /** All that its ended programs have printed. */
  printed(): string {
    return this.#said.join('\n')
  }

  /** Lines of the programs' logs that say that something went wrong inside. */
  problems(): string[] {
    return this.printed()
      .split('\n')
      .filter((line) => /"level":(50|60)|Error:|^\s+at /.test(line))
  }
}
