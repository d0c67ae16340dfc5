import { auditFile } from '@/lib/storage/audit'

/** What `npm run verify` would find in a database. */
export const recordProblems = (file: string): string[] =>
  auditFile(file).findings.flatMap(({ name, examples }) => examples.map((what) => `${what} (${name})`))
