import { resolve } from 'node:path'

type FileCommand =
  | { readonly ok: true; readonly file: string; readonly force: boolean }
  | { readonly ok: false; readonly problem: string }

/** Words after `npm run backup` and `npm run restore`: one file, from the folder where it was typed, and --force. */
export function parseFileCommand(verb: string, words: readonly string[], folder: string): FileCommand {
  const files = words.filter((word) => !word.startsWith('-'))
  const unknown = words.find((word) => word.startsWith('-') && word !== '--force')
  const usage = `Say it like this: npm run ${verb} FILE, or npm run ${verb} -- FILE --force.`
  if (unknown) return { ok: false, problem: `${unknown} is not understood. ${usage}` }
  const [file] = files
  if (file === undefined) return { ok: false, problem: `Which file? ${usage}` }
  if (files.length > 1) return { ok: false, problem: `${files.length} files are named. ${usage}` }
  return { ok: true, file: resolve(folder, file), force: words.includes('--force') }
}
