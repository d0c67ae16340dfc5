// @ts-check
/*
 * Follows the log from one event to the next and says where it does not hold. It is given every event once, in order
 * of number, and keeps only what is broken, so that millions pass through it.
 *
 *   40 ─▶ 41 ─▶ 42 ─▶ 43          each carries the hash of what it says and of the hash before it
 *                ✗                 42 says something else: its hash does not fit, and 43 still follows that hash
 *                                  42's hash was changed: 43 follows the one that 42 ought to have
 *   40 ─▶ 41 ────────▶ 43          42 is missing; what 43 says cannot be judged without the hash of 42
 */
import { linkText } from './event-form.mjs'

/**
 * @typedef {{ readonly kind: 'missing' | 'cut-off' | 'beyond-head', readonly seq: number, readonly to: number }
 *   | { readonly kind: 'content-changed' | 'hash-changed' | 'no-hash' | 'head-changed' | 'head-missing'
 *       | 'noted-differs' | 'noted-not-there' | 'anchor-unbacked', readonly seq: number }
 *   | { readonly kind: 'moved', readonly seq: number, readonly from: number }} ChainBreak
 * @typedef {{ readonly seq: number, readonly hash: string }} Head
 * @typedef {{ seq: number, previous: string, hash: string, computed: string, form: string, found: ChainBreak }} Broken
 */

/** More than these say nothing new; the others are counted. */
const MOST_KEPT = 20

export class ChainCheck {
  /**
   * @param {(text: string) => string} hashOf  SHA-256, in hexadecimal
   * @param {Head} start  what the first event follows: an anchor, or event 0
   * @param {Head | null} noted  a head that somebody wrote down before
   */
  constructor(hashOf, start, noted = null) {
    this.hashOf = hashOf
    this.noted = noted
    this.seq = start.seq
    /** @type {string | null} */
    this.hash = start.hash
    this.start = start
    this.events = 0
    /** How many breaks there are. */
    this.count = 0
    /** @type {ChainBreak[]} */
    this.breaks = []
    /** @type {Broken[]} */
    this.broken = []
    /** @type {Broken | null} the last event, where it is broken: what comes next tells how */
    this.undecided = null
    /** Whether there was something to compare the noted head with. */
    this.notedMet = noted === null
    if (noted?.seq === start.seq) this.compareNoted(start.hash)
  }

  /**
   * @param {number} seq
   * @param {string | null} hash
   * @param {string} form
   */
  add(seq, hash, form) {
    this.events++
    let previous = this.hash
    if (seq !== this.seq + 1) {
      this.tell({ kind: 'missing', seq: this.seq + 1, to: seq - 1 })
      previous = null
    }
    const undecided = previous === null ? null : this.undecided
    this.undecided = null
    this.seq = seq
    this.hash = hash
    if (seq === this.noted?.seq) this.compareNoted(hash)
    if (hash === null) this.tell({ kind: 'no-hash', seq })
    if (hash === null || previous === null) return
    const computed = this.hashOf(linkText(previous, form))
    if (computed === hash) return
    if (undecided && this.hashOf(linkText(undecided.computed, form)) === hash) {
      // The chain goes on from the hash that the event before ought to have.
      this.decide(undecided)
      return
    }
    const found = /** @type {ChainBreak} */ ({ kind: 'content-changed', seq })
    this.undecided = { seq, previous, hash, computed, form, found }
    if (this.broken.length < MOST_KEPT) this.broken.push(this.undecided)
    this.tell(found)
  }

  /**
   * @param {Head | null} head  as the record keeps it beside the log
   * @returns {{ readonly events: number, readonly count: number, readonly breaks: readonly ChainBreak[], readonly last: Head | null }}
   */
  end(head) {
    const { seq, undecided } = this
    if (head === null) {
      if (this.events > 0) this.tell({ kind: 'head-missing', seq })
    } else if (head.seq > seq) this.tell({ kind: 'cut-off', seq: seq + 1, to: head.seq })
    else if (head.seq < seq) this.tell({ kind: 'beyond-head', seq: head.seq + 1, to: seq })
    else if (undecided && head.hash === undecided.computed) this.decide(undecided)
    else if (head.hash !== this.hash) this.tell({ kind: 'head-changed', seq })
    const known = head === null ? seq : Math.max(head.seq, seq)
    if (this.noted && this.noted.seq > known)
      this.tell({ kind: 'cut-off', seq: known + 1, to: this.noted.seq })
    else if (this.noted && !this.notedMet) this.tell({ kind: 'noted-not-there', seq: this.noted.seq })
    this.findMoved()
    const breaks = [...this.breaks].sort((a, b) => a.seq - b.seq)
    const last = this.hash === null ? null : { seq, hash: this.hash }
    return { events: this.events, count: this.count, breaks, last }
  }

  /**
   * What the record has under the number of the noted head: the hash of an event, or of an anchor.
   * @param {string | null} hash
   */
  compareNoted(hash) {
    if (this.noted === null) return
    this.notedMet = true
    if (hash !== this.noted.hash) this.tell({ kind: 'noted-differs', seq: this.noted.seq })
  }

  /** @param {Broken} broken */
  decide(broken) {
    const at = this.breaks.indexOf(broken.found)
    if (at >= 0) this.breaks[at] = { kind: 'hash-changed', seq: broken.seq }
    this.broken = this.broken.filter((one) => one !== broken)
  }

  /** Of two that changed places, each says what fits where the other stands. */
  findMoved() {
    const hashes = new Set(this.broken.flatMap(({ hash }) => hash))
    const before = new Set(this.broken.flatMap(({ hash, previous }) => [hash, previous]))
    for (const { form, seq, found } of this.broken) {
      const from = this.broken.find(
        (other) => other.seq !== seq && fits(this.hashOf, form, other.seq, before, hashes),
      )
      const at = this.breaks.indexOf(found)
      if (from && at >= 0) this.breaks[at] = { kind: 'moved', seq, from: from.seq }
    }
    if (!this.breaks.some(({ kind }) => kind === 'moved')) return
    // The one after two neighbours that changed places is whole: it follows the hash that now stands one earlier.
    for (const { form, hash, found } of this.broken) {
      const at = this.breaks.indexOf(found)
      if (at < 0 || ![...before].some((previous) => this.hashOf(linkText(previous, form)) === hash)) continue
      this.breaks.splice(at, 1)
      this.count--
    }
  }

  /** @param {ChainBreak} found */
  tell(found) {
    this.count++
    // What somebody asked about by a head that they noted is told in any case.
    if (this.breaks.length < MOST_KEPT || found.kind.startsWith('noted')) this.breaks.push(found)
  }
}

/**
 * The head as it is kept beside the log; what nobody can read is none.
 * @param {string | null | undefined} text
 * @returns {Head | null}
 */
export function readHead(text) {
  try {
    const read = JSON.parse(text ?? 'null')
    return Number.isSafeInteger(read?.seq) && typeof read.hash === 'string' ? read : null
  } catch {
    return null
  }
}

/**
 * @param {(text: string) => string} hashOf
 * @param {string} form
 * @param {number} seq
 * @param {ReadonlySet<string>} before
 * @param {ReadonlySet<string>} hashes
 */
function fits(hashOf, form, seq, before, hashes) {
  const there = form.replace(/^\[(\d+),\d+,/, `[$1,${seq},`)
  return [...before].some((previous) => hashes.has(hashOf(linkText(previous, there))))
}
