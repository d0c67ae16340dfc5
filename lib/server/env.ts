/** The only place of the application that reads the environment. Its rules stand in `settings.mjs`. */
import { readSettings, type Settings } from './settings.mjs'

let settings: Settings | undefined

/**
 * The settings of this process, read once. `npm start` has checked them before and says what is wrong; who
 * starts the server in another way gets the same sentences here.
 */
export function env(): Settings {
  if (settings === undefined) {
    const read = readSettings(process.env, process.cwd())
    if (!read.ok) throw new Error(`The settings are wrong. ${read.problems.join(' ')}`)
    settings = read.settings
  }
  return settings
}
