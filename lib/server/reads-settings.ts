import { holdfast, version } from './compose'
import { env } from './env'
import { readNav } from './reads-groups'

/** What this installation is, for the Settings page. */
export async function readSettingsFacts() {
  const { databaseFile, host, port } = env()
  const { cloudText } = await readNav(await holdfast())
  return {
    version: version(),
    node: process.version,
    databaseFile,
    cloud: cloudText,
    listensOn: `${host}:${port}`,
  }
}
