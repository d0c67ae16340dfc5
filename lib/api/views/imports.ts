/** An import that was read but not applied: what it would change, what is wrong. */
export type ImportView = {
  /** Names the upload held by the server for Apply. */
  readonly uploadId: string
  readonly files: readonly {
    readonly name: string
    readonly kindText: string
    readonly items: number
    readonly sound: number
  }[]
  readonly problems: readonly string[]
  readonly moreProblems: number
  readonly added: readonly ImportLine[]
  readonly changed: readonly ImportLine[]
  readonly gone: readonly ImportLine[]
  readonly conflicts: readonly string[]
  /** Where these files alone show that the cloud differs from what is held; `moreDrift` are not listed. */
  readonly drift: readonly string[]
  readonly moreDrift: number
  /** Not in the import, but groups rely on them: they stay. */
  readonly kept: readonly string[]
  readonly counts: {
    readonly added: number
    readonly changed: number
    readonly gone: number
    readonly unchanged: number
  }
  readonly empty: boolean
}

export type ImportLine = {
  readonly kindText: string
  readonly id: string
  readonly label: string
  readonly what: string
}
