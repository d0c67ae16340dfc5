// @ts-check
/**
 * "Is this still what I made from that?" A product carries a stamp file with a hash of its sources. Contents are
 * hashed, not times, because a clone or a checkout changes every time and nothing else.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * @param {string} root
 * @param {string[]} sources  files and folders under root; missing ones count as empty
 * @param {(path: string) => boolean} [matters]  by path relative to root
 */
export function hashOf(root, sources, matters = () => true) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const path of filesUnder(root, source)) {
      if (matters(path)) hash.update(`${path}\n`).update(readFileSync(join(root, path)))
    }
  }
  return hash.digest('hex')
}

/** @param {string} file @param {string} content */
export function hasStamp(file, content) {
  return existsSync(file) && readFileSync(file, 'utf8') === content
}

/** @param {string} file @param {string} content */
export function writeStamp(file, content) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** @param {string} root @param {string} path @returns {string[]} */
function filesUnder(root, path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`))
}
