/** Runs once when the server starts: opens the database and resumes unfinished work before the first request (B7). */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { boot } = await import('./lib/server/boot')
  await boot()
}
