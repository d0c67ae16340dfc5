import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ActionName } from '@/lib/auth/doors'
import type { Sample } from '../fuzz/action-samples'
import type { Door } from '../fuzz/find-doors'
import { HOST, sentHeaders } from './asking-browser'

/** Where what every action takes is not what somebody who is signed in may ask for. */
export const ownSamples = (doors: readonly Door[]): Readonly<Partial<Record<ActionName, Sample>>> => ({
  applyImport: async ({ key }) => [await readFiles(doors), key()],
})

/** An upload is of who read the files, so they come in by the door. */
async function readFiles(doors: readonly Door[]): Promise<string | undefined> {
  const door = doors.find(({ name }) => name === 'POST /api/imports')
  const files = ['describe-vpcs.json', 'describe-subnets.json'].map((name) => ({
    name,
    text: readFileSync(join(process.cwd(), 'e2e/fixtures/aws-cli', name), 'utf8'),
  }))
  const sizes = files.map(({ name, text }) => ({ name, size: Buffer.byteLength(text) }))
  const body = `${JSON.stringify(sizes)}\n${files.map(({ text }) => text).join('')}`
  const sent = new Request(`http://${HOST}/api/imports`, { method: 'POST', headers: sentHeaders(), body })
  const answer = door?.kind === 'route' ? await door.call(sent, { params: Promise.resolve({}) }) : null
  return ((await answer?.json()) as { value?: { uploadId?: string } } | undefined)?.value?.uploadId
}
