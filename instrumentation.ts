/** Runs once when the server starts: opens the database and resumes unfinished work before the first request (B7). */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { boot, endOnSignals, followRequests } = await import('./lib/server/boot')
  const requests = followRequests()
  // While it reloads at every change, Next has more to end than we know of.
  if (process.env.NODE_ENV === 'production') endOnSignals(requests)
  await boot()
}
