/** Requests that came before whoever judges them go on now; from then on they come to them at once (waiting-room.mjs). */
export function letIn(): void {
  const shared = globalThis as { [key: symbol]: (() => void) | undefined }
  shared[Symbol.for('holdfast.waiting-room')]?.()
}
