/* The little of Terraform's language that a group needs, laid out as `terraform fmt` does it. */

/** Identifiers begin with a letter or an underscore and know no dots. */
export const resourceName = (name: string): string =>
  name.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=[^A-Za-z_])/, '_')

/** Of lines that follow each other the equal signs stand below each other. */
export function aligned(attributes: readonly (readonly [string, string])[], indent = 2): string[] {
  const width = Math.max(...attributes.map(([name]) => name.length))
  return attributes.map(([name, value]) => `${' '.repeat(indent)}${name.padEnd(width)} = ${value}`)
}

export const quoted = (text: string): string => JSON.stringify(text).replaceAll('${', '$${')

export function listOf(items: readonly string[], indent: number): string {
  if (items.length < 3) return `[${items.map(quoted).join(', ')}]`
  const pad = ' '.repeat(indent + 2)
  return `[\n${items.map((item) => `${pad}${quoted(item)},`).join('\n')}\n${' '.repeat(indent)}]`
}

/** A nested block, a blank line before it. */
export const block = (name: string, lines: readonly string[], indent = 2): string[] => [
  '',
  `${' '.repeat(indent)}${name} {`,
  ...lines,
  `${' '.repeat(indent)}}`,
]
