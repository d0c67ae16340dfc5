/** Time and randomness come in through here, so that tests decide them. */
export interface Surroundings {
  /** ISO 8601, UTC, milliseconds. */
  now(): string
  /** A seed for one plan, a 32-bit integer. */
  seed(): number
  /** `hexDigits` random lower-case hexadecimal digits, for ids. */
  id(hexDigits: number): string
  /** Resolves after `milliseconds`, or at once when `signal` aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}
