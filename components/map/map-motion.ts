/** How long anything on the map moves: long enough to be seen, too short to be waited for. */
export const MOTION_MS = 180

/** Does the system ask for stillness? Then everything is simply where it goes. */
export const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
