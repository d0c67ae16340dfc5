import { readSettings, type Settings } from '@/lib/server/settings.mjs'

let settings: { readonly of: string; readonly read: Settings } | null = null

/** As `env()`, in a process with one world after the other, which is asked by whom it likes: read once for each. */
export function settingsNow(): Settings {
  const { DATABASE_URL, HOLDFAST_OPEN, HOLDFAST_OIDC_ISSUER } = process.env
  const of = `${DATABASE_URL} ${HOLDFAST_OPEN} ${HOLDFAST_OIDC_ISSUER}`
  if (settings?.of === of) return settings.read
  const read = readSettings(process.env, process.cwd())
  if (!read.ok) throw new Error(read.problems.join(' '))
  settings = { of, read: read.settings }
  return read.settings
}
