import type { ImportProblem } from '@/lib/domain/import-problem'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import type { AwsItemKind } from '../aws/cli-pages'
import { type AzureFacts, noFacts } from '../azure/facts'
import { type Drafts, noDrafts } from './drafts'

/** What has been read so far, over all files. */
export type ReadState = {
  readonly problems: ImportProblem[]
  /** Ids of items that could not be read. */
  readonly leftOut: Set<string>
  /** The number of the JSON document that is being read, over all files. */
  page: number
  readonly aws: CloudState & {
    readonly pages: {
      readonly kind: AwsItemKind
      readonly page: number
      readonly file: string
      readonly hasNextToken: boolean
    }[]
  }
  readonly azure: CloudState & { readonly facts: AzureFacts }
}

type CloudState = {
  readonly drafts: Drafts
  /** Kinds of which something was lost without a trace of its id. */
  readonly incomplete: Set<InventoryKind>
}

export const newReadState = (): ReadState => ({
  problems: [],
  leftOut: new Set(),
  page: 0,
  aws: { drafts: noDrafts(), incomplete: new Set(), pages: [] },
  azure: { drafts: noDrafts(), incomplete: new Set(), facts: noFacts() },
})
