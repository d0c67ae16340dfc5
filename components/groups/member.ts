import type { ReactNode } from 'react'
import type { StateSentence } from '@/lib/api/views/instances'

/*
 * What a group's table shows: stateful instances in one kind of group, VMs in the other. The table, its selection and
 * its actions are the same for both; this says in what they differ.
 */

/** One row. `can`: why an action is not possible now, null when it is. */
export type Member<A extends string> = {
  readonly id: string
  readonly ordinal: number
  readonly sentence: StateSentence
  readonly can: Readonly<Record<A, string | null>>
}

/** `stop`: this row has the table's tab stop, so what can be pressed in it can be reached by Tab. */
export type MemberColumn<T> = {
  /** 'id' is the row's title, 'state' stands without a label on narrow screens. */
  readonly id: string
  readonly header: string
  /** None: it takes what room there is. */
  readonly width?: string
  readonly sortValue: (member: T) => string | number
  readonly cell: (member: T, stop: boolean) => ReactNode
}

export type MemberFilter<T> = {
  readonly value: string
  readonly label: string
  readonly keeps: (member: T) => boolean
}

export type ActionWords = { readonly verb: string; readonly past: string }

/** The words and actions of one kind of member. */
export type MemberKind<T, A extends string> = {
  /** "instance", "VM" */
  readonly one: string
  /** Of the inspector: "Stateful instance", "VM". */
  readonly title: string
  readonly actions: readonly A[]
  readonly words: Readonly<Record<A, ActionWords>>
  /** The action after which nothing is left of it. */
  readonly ends: A
  /** A member may be kept by several. */
  readonly filters: readonly MemberFilter<T>[]
  /** Everything that one is found by. */
  readonly text: (member: T) => string
}

const TONES: readonly StateSentence['tone'][] = ['bad', 'warn', 'busy', 'calm', 'ok']

/** What sorting by state compares: trouble first, then by words, then by age. */
export const stateOrder = ({
  sentence,
  ordinal,
}: {
  readonly sentence: StateSentence
  readonly ordinal: number
}): string => `${TONES.indexOf(sentence.tone)} ${sentence.text} ${String(ordinal).padStart(8, '0')}`
