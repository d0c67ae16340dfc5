import { z } from 'zod'
import { inventoryCap } from '@/lib/allocation/check-caps'
import { compareImport } from '@/lib/allocation/compare-drift'
import { storeImportDrift } from '@/lib/allocation/store-drift'
import {
  isUnchanged,
  planInventory,
  type TakenInventory,
  takeInventory,
} from '@/lib/allocation/take-inventory'
import type { ActionResult } from '@/lib/api/action-result'
import { holderText } from '@/lib/api/holder-messages'
import { itemWord, manyOf } from '@/lib/api/import-items'
import { importProblemSentence } from '@/lib/api/import-messages'
import { LONGEST_FILE_NAME, MOST_FILES } from '@/lib/api/limits'
import { requestKeySchema } from '@/lib/api/schemas/commands'
import type { ImportLine, ImportView } from '@/lib/api/views/imports'
import { type CliInventory, readCliFiles } from '@/lib/cloud/cli/read-inventory'
import { formatCidr } from '@/lib/domain/cidr'
import { cloudOfId } from '@/lib/domain/cloud-rules'
import { atStart } from '@/lib/domain/cloud-words'
import type { Drift } from '@/lib/domain/drift'
import { driftSentence } from '@/lib/domain/drift-words'
import type { DiffEntry, InventoryDiff } from '@/lib/domain/inventory-diff'
import { mergeInventory } from '@/lib/domain/inventory-merge'
import type { StrandedHold } from '@/lib/domain/inventory-stranded'
import { refuse } from '@/lib/domain/result'
import { idPath } from '@/lib/domain/short-id'
import { newId } from '@/lib/server/compose'
import { readKnownGroups } from '@/lib/server/present/known-groups'
import { draftOwner } from '@/lib/server/reads/own-drafts'
import { act } from './action'

/** Imports that were read and wait for Apply. Few and short-lived: one may be a hundred megabytes. */
const MOST_UPLOADS = 4
const MOST_LINES = 1_000
const MOST_PROBLEMS = 200

const KEY = Symbol.for('holdfast.uploads')
/** An upload is of who read the files; another's answers like one that is not there. */
type Upload = { readonly of: string | null; readonly taken: TakenInventory }
const uploads = (): Map<string, Upload> => {
  const shared = globalThis as { [KEY]?: Map<string, Upload> }
  shared[KEY] ??= new Map()
  return shared[KEY]
}

/** Where there are too many, one's own go first: whoever reads files again and again takes nobody else's away. */
export function keepUpload<T extends { readonly of: string | null }>(
  kept: Map<string, T>,
  id: string,
  upload: T,
): void {
  const oldestFirst = [...kept]
  const leaving = oldestFirst.find(([, { of }]) => of === upload.of) ?? oldestFirst[0]
  if (kept.size >= MOST_UPLOADS && leaving) kept.delete(leaving[0])
  kept.set(id, upload)
}

const filesInput = z
  .array(z.object({ name: z.string().max(LONGEST_FILE_NAME), text: z.string() }))
  .min(1, 'Choose at least one file, or paste what the command printed.')
  .max(MOST_FILES, `Choose ${MOST_FILES} files at most.`)

/** `files`: what `readImportBody` made of a request. */
export function readImport(files: unknown): Promise<ActionResult<ImportView>> {
  return act(filesInput, files, async (hold, parsed) => {
    const { engine, store } = hold
    const read = await readCliFiles(parsed, await store.inventory())
    const taken: TakenInventory = {
      inventory: read.inventory,
      scope: read.complete,
      leftOut: read.leftOut,
      from: 'operator',
    }
    const diff = await planInventory(engine.allocation, taken, 'import')
    const tooMany = inventoryCap(await store.inventoryBesideInterfaces(), diff)
    if (tooMany) return refuse(tooMany)
    const drift = await compareImport(engine.allocation, taken)
    const groups = await readKnownGroups(hold)
    const uploadId = newId(32)
    keepUpload(uploads(), uploadId, { of: draftOwner(), taken })
    return {
      ok: true,
      value: { ...presentImport(uploadId, read, diff), ...presentImportDrift(drift, groups.nameOf) },
    }
  })
}

const applyInput = z.object({ uploadId: z.string().max(64), requestKey: requestKeySchema })

/**
 * The simulated cloud takes the imported network over first, then Holdfast's records follow: killed between the two,
 * the next look at the cloud brings the records up to it.
 */
export function applyImport(
  uploadId: unknown,
  requestKey: unknown,
): Promise<ActionResult<{ added: number; changed: number; gone: number }>> {
  return act(applyInput, { uploadId, requestKey }, async ({ engine, store, control }, parsed) => {
    const upload = uploads().get(parsed.uploadId)
    if (upload === undefined || upload.of !== draftOwner())
      return refuse({
        kind: 'invalid',
        problems: [
          { path: 'files', message: 'This import is no longer held by the server. Read the files again.' },
        ],
      })
    const { taken } = upload
    const diff = await planInventory(engine.allocation, taken, parsed.requestKey)
    const tooMany = inventoryCap(await store.inventoryBesideInterfaces(), diff)
    if (tooMany) return refuse(tooMany)
    const loaded = await control.loadInventory(mergeInventory(await store.inventory(), diff.change), {
      replace: true,
    })
    if (!loaded.ok)
      return refuse({
        kind: 'cloud',
        operation: 'the import',
        code: loaded.refusal.code,
        message: loaded.refusal.message,
      })
    const written = await takeInventory(engine.allocation, taken, parsed.requestKey)
    if (!written.ok) return written
    await storeImportDrift(engine.allocation, await compareImport(engine.allocation, taken))
    uploads().delete(parsed.uploadId)
    const counts = { added: diff.added.length, changed: diff.changed.length, gone: diff.gone.length }
    return {
      ok: true,
      value: counts,
      message: `Imported: ${counts.added} added, ${counts.changed} changed, ${counts.gone} gone.`,
    }
  })
}

/** Whose it is, and what differs. */
function presentImportDrift(
  drift: readonly Drift[],
  nameOf: (groupId: string) => string | null,
): Pick<ImportView, 'drift' | 'moreDrift'> {
  const lines = drift.slice(0, MOST_PROBLEMS).map((one) => {
    const group = one.groupId && nameOf(one.groupId)
    const whose = [one.instanceId, group && `of ${group}`].filter(Boolean).join(' ')
    return whose === '' ? driftSentence(one) : `${whose}: ${driftSentence(one)}`
  })
  return { drift: lines, moreDrift: Math.max(0, drift.length - MOST_PROBLEMS) }
}

function presentImport(
  uploadId: string,
  read: CliInventory,
  diff: InventoryDiff,
): Omit<ImportView, 'drift' | 'moreDrift'> {
  return {
    uploadId,
    files: read.files.map(({ name, content, empty, items, sound }) => ({
      name,
      kindText: content
        ? atStart(manyOf(content.cloud, content.kind))
        : empty
          ? 'An empty list'
          : 'Not recognised',
      items,
      sound,
    })),
    problems: read.problems.slice(0, MOST_PROBLEMS).map(importProblemSentence),
    moreProblems: Math.max(0, read.problems.length - MOST_PROBLEMS),
    added: diff.added.slice(0, MOST_LINES).map(presentLine),
    changed: diff.changed.slice(0, MOST_LINES).map(presentLine),
    gone: diff.gone.slice(0, MOST_LINES).map(presentLine),
    conflicts: diff.conflicts
      .slice(0, MOST_PROBLEMS)
      .map(
        (one) =>
          `${one.address} is held by ${holderText(one.holder)}; the import gives it to ${idPath(one.interfaceId)}. It is left as it is.`,
      ),
    kept: [
      ...diff.stranded.map(strandedText),
      ...diff.keptBecauseUsed.map((one) => `${entryKind(one)} ${one.label} (${idPath(one.id)})`),
    ].slice(0, MOST_PROBLEMS),
    counts: {
      added: diff.added.length,
      changed: diff.changed.length,
      gone: diff.gone.length,
      unchanged: diff.unchanged,
    },
    empty: isUnchanged(diff),
  }
}

const strandedText = ({ subnet, imported, address, holder }: StrandedHold): string =>
  `Subnet ${subnet.name} (${idPath(subnet.id)}): the import has it as ${imported.map(formatCidr).join(', ')}, but ${holderText(holder)} holds ${address} in it`

const entryKind = ({ kind, id }: DiffEntry): string => atStart(itemWord({ cloud: cloudOfId(id), kind, id }))

function presentLine(entry: DiffEntry): ImportLine {
  const id = idPath(entry.id)
  // A path ends with the name already.
  const label = id.endsWith(`/${entry.label.toLowerCase()}`) ? '' : entry.label
  return { kindText: entryKind(entry), id, label, what: entry.what.join(', ') }
}
