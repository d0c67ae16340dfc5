import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../programs'
import { ChaosWorld } from './chaos-world'
import type { PointResult } from './sweep'

/** Where worlds live while they are played on; those in which something was wrong stay, to be looked at. */
const WORLDS = join(ROOT, '.cache', 'chaos')
/** A world's history grows, and the audit reads all of it: after so many kills another one is quicker. */
const MOST_KILLS = 60

/** Plays one thing after the other in a world of its own; two lanes use two cores. */
export class Lane {
  #world: ChaosWorld | null = null
  #kills = 0
  #worlds = 0
  #isClosed = false

  constructor(
    private readonly name: string,
    private readonly kept: (folder: string) => void,
  ) {}

  /** Whether the next kill has the world of the one before. */
  async world(): Promise<ChaosWorld> {
    if (this.#isClosed) throw new Error('The run is broken off.')
    if (this.#world && this.#kills >= MOST_KILLS) await this.end()
    this.#world ??= await this.#start()
    return this.#world
  }

  /** One kill, with what the programs complained of meanwhile. What went wrong once is not led further. */
  async play(work: (world: ChaosWorld) => Promise<PointResult>): Promise<PointResult> {
    const world = await this.world()
    this.#kills += 1
    const { point, problems } = await work(world)
    const all = [...problems, ...world.complaints().map((line) => `a program said: ${line.slice(0, 500)}`)]
    if (all.length > 0) await this.#abandon()
    return { point, problems: all }
  }

  async end(): Promise<void> {
    const world = this.#world
    this.#world = null
    if (!world) return
    await world.end()
    rmSync(this.#folder(), { recursive: true, force: true })
  }

  /** Ends it for good: no other world is started. */
  close(): Promise<void> {
    this.#isClosed = true
    return this.end()
  }

  async #abandon(): Promise<void> {
    await this.#world?.end()
    this.#world = null
    this.kept(this.#folder())
  }

  #start(): Promise<ChaosWorld> {
    this.#worlds += 1
    this.#kills = 0
    rmSync(this.#folder(), { recursive: true, force: true })
    return ChaosWorld.start(this.#folder())
  }

  #folder = (): string => join(WORLDS, `${process.pid}-${this.name}-${this.#worlds}`)
}
