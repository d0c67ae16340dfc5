import { refusalSentence } from '@/lib/api/messages'
import { unexpected } from './action'
import { type Holdfast, holdfast } from './compose'
import { NotFound } from './reads-groups'

const NO_STORE = { 'cache-control': 'no-store' }

/** The door of every GET route: JSON, or a sentence with its status. */
export async function answerRead(read: (hold: Holdfast) => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await read(await holdfast()), { headers: NO_STORE })
  } catch (error) {
    if (error instanceof NotFound)
      return Response.json({ message: error.message }, { status: 404, headers: NO_STORE })
    const sentence = refusalSentence(unexpected(error, 'read'))
    return Response.json({ message: sentence }, { status: 500, headers: NO_STORE })
  }
}

/** For server components that prefetch: what is not there is left to the browser's own read to say. */
export async function readOrNothing<T>(read: (hold: Holdfast) => Promise<T>): Promise<T | undefined> {
  try {
    return await read(await holdfast())
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
