import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Beside the source, which is there wherever Holdfast runs: a bundle would keep a copy that cannot find the driver. */
const PROGRAM = join(process.cwd(), 'lib', 'storage', 'second-thread.mjs')

type Answer = {
  readonly id: number
  readonly changes?: number
  readonly rows?: readonly unknown[]
  readonly error?: { readonly code: string | null; readonly message: string }
}
type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void }

/** What SQLite said in the other thread, as it would have said it in this one. */
export class SecondConnectionError extends Error {
  constructor(
    readonly code: string | null,
    message: string,
  ) {
    super(message)
  }
}

/**
 * A second connection to the file, in a thread of its own: for the commits and questions that take so long that
 * everybody else would notice. The thread is begun with the first of them, and does not keep the process alive when
 * nothing is asked of it.
 *
 * Of two writers one waits, and SQLite waits by holding up its thread: whoever uses this sees to it that the server's
 * own connection writes nothing meanwhile. Reading is free: in WAL a reader sees what was committed before.
 */
export class SecondConnection {
  private worker: Worker | null = null
  private readonly waiting = new Map<number, Waiting>()
  private ids = 0

  constructor(
    private readonly file: string,
    private readonly pragmas: readonly string[],
  ) {}

  /** Runs statements joined by SEPARATOR together; answers how many rows changed. */
  async run(sql: string, args: readonly unknown[]): Promise<number> {
    return (await this.ask({ sql, args })).changes ?? 0
  }

  async read<T>(sql: string, ...args: readonly unknown[]): Promise<readonly T[]> {
    return ((await this.ask({ sql, args, read: true })).rows ?? []) as readonly T[]
  }

  async close(): Promise<void> {
    await this.worker?.terminate()
    this.worker = null
  }

  private ask(question: { sql: string; args: readonly unknown[]; read?: true }): Promise<Answer> {
    const worker = this.begin()
    const id = ++this.ids
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, ...question })
    })
  }

  private begin(): Worker {
    if (this.worker) return this.worker
    const worker = new Worker(PROGRAM, { workerData: { file: this.file, pragmas: this.pragmas } })
    this.worker = worker
    worker.on('message', (answer: Answer) => this.answered(worker, answer))
    worker.on('error', (error) => this.ended(worker, error))
    worker.on('exit', () => this.ended(worker, new Error('The second connection to the database has ended.')))
    return worker
  }

  private answered(worker: Worker, answer: Answer): void {
    const waiting = this.waiting.get(answer.id)
    this.waiting.delete(answer.id)
    if (this.waiting.size === 0) worker.unref()
    const { error } = answer
    if (error) waiting?.reject(new SecondConnectionError(error.code, error.message))
    else waiting?.resolve(answer)
  }

  /** What was asked of it has failed; the next question begins another thread. */
  private ended(worker: Worker, error: unknown): void {
    if (this.worker === worker) this.worker = null
    const left = [...this.waiting.values()]
    this.waiting.clear()
    for (const { reject } of left) reject(error)
  }
}
