/** Samples that their door does not take, and why they cannot be such that it does; everything else is taken. */
export const NEVER_TAKEN: Readonly<Record<string, string>> = {
  'GET /api/[...unknown]': 'It answers for paths that lead nowhere.',
}
