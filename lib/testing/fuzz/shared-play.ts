import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Played } from './play-door'

/*
 * Several processes play the doors between them: each takes the next one that nobody has taken, and leaves what came
 * of it in the folder that `npm run fuzz` gave them and reads. A door that was taken and has no outcome is one at which
 * a process ended.
 */

/** True for one of those who ask. */
export function takeDoor(folder: string, at: number, name: string): boolean {
  try {
    const file = openSync(join(folder, `${at}.taken`), 'wx')
    writeSync(file, name)
    closeSync(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

export function tellPlayed(folder: string, at: number, played: Played): void {
  writeFileSync(join(folder, `${at}.json`), JSON.stringify(played))
}
