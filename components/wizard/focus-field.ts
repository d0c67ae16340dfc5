import { fieldId } from './fields'

/** How many frames a step may take to be drawn before the focus is given up. */
const MOST_FRAMES = 20

/** Puts the focus on a field, also when its step is only just being drawn. */
export function focusField(path: string, frame = 0): void {
  const element = document.getElementById(fieldId(path))
  if (!element) {
    if (frame < MOST_FRAMES) requestAnimationFrame(() => focusField(path, frame + 1))
    return
  }
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'center' })
}
