import { AsyncLocalStorage } from 'node:async_hooks'
import type { Role } from '@/lib/auth/roles'
import type { Asking } from '@/lib/domain/event'

/** Who asks for something, for as long as one door is open. */
export type Asker = {
  /** Somebody who signed in; a program with somebody's token; whoever sits at this machine in the open mode. */
  readonly kind: 'person' | 'token' | 'local'
  readonly id: string
  readonly name: string
  /** Null for whoever signs in without one. */
  readonly email: string | null
  readonly role: Role
  /** The address of the other end. */
  readonly origin: string
  readonly requestId: string
  /** With which token of theirs; `id` above is that of the person. */
  readonly token?: { readonly id: string; readonly name: string }
}

/** What is known of a request, whoever made it. */
export type RequestFacts = {
  readonly id: string
  /** The address of the other end; behind a trusted proxy, the one that the proxy tells. */
  readonly origin: string
  /** Path and query. */
  readonly path: string
}

type Asked = { readonly request: RequestFacts; readonly asker: Asker | null }
type Storage = AsyncLocalStorage<{ asking: Asked | null }>

// Next loads modules more than once in one process, and all of them must see the same request.
const KEY = Symbol.for('holdfast.asking')
const shared = globalThis as { [KEY]?: Storage }
shared[KEY] ??= new AsyncLocalStorage()
const storage = shared[KEY]

/** Who asks for what is being done now; null for work in the background, and at a public door. */
export const asking = (): Asker | null => storage.getStore()?.asking?.asker ?? null

/** The request that is being answered now; null in the background. */
export const requestFacts = (): RequestFacts | null => storage.getStore()?.asking?.request ?? null

/**
 * What a door begins and does not wait for, a timer or the carrying out of operations, goes on in the context of its
 * request. Once the door has answered, nobody asks there any more: what such work does later is its own, and the next
 * one whom it serves must not be taken for the first.
 */
export async function askedBy<T>(who: Asked, body: () => Promise<T>): Promise<T> {
  const door: { asking: Asked | null } = { asking: who }
  try {
    return await storage.run(door, body)
  } finally {
    door.asking = null
  }
}

/** The same as the events of what is asked for say it. */
export function askingNow(): Asking {
  const who = asking()
  const by = who && { id: who.id, name: who.name, origin: who.origin }
  return { by, request: requestFacts()?.id ?? null }
}
