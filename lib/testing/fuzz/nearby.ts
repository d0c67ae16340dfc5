/**
 * Something of the same kind that is almost `value`: it gets further than what is wrong at first sight. `turn` chooses
 * among them.
 */
export function nearby(value: unknown, turn: number): unknown {
  const of = kindsOf(value, turn)
  return of[turn % of.length]
}

function kindsOf(value: unknown, turn: number): readonly unknown[] {
  if (typeof value === 'string') return texts(value, turn)
  if (typeof value === 'number') return numbers(value)
  if (typeof value === 'boolean') return [!value, String(value), value ? 1 : 0]
  if (Array.isArray(value)) return lists(value)
  if (typeof value === 'object' && value !== null) return objects(value)
  return [0, '', [], {}, null]
}

const texts = (value: string, turn: number): readonly string[] => {
  const at = value.length === 0 ? 0 : turn % value.length
  const swapped = (other: string) => value.slice(0, at) + other + value.slice(at + 1)
  return [
    ...[value.slice(0, -1), value.slice(1), `${value}${value}`, `${value} `, ` ${value}`, `${value}\0`],
    ...[
      value.toUpperCase(),
      value.replace(/\d/g, '9'),
      `0${value}`,
      `-${value}`,
      `${value}.5`,
      `${value}/..`,
    ],
    ...[swapped(''), swapped('é'), swapped('\ud800'), swapped(':'), swapped('9'), swapped('z'), swapped('%')],
    ...[[...value].reverse().join(''), `${value},${value}`, `${value}\n${value}`, `${value}-${value}`],
  ]
}

const numbers = (value: number): readonly unknown[] => [
  ...[value + 1, value - 1, -value, value / 2, value * 1_000, value + 0.1, value + 2 ** 31, value + 2 ** 53],
  ...[String(value), 10n ** 20n, [value]],
]

/** Of a copy: a list whose constructor was spoilt cannot be cut. */
function lists(value: readonly unknown[]): readonly unknown[] {
  const items = [...value]
  return [
    ...[[], items.slice(1), [...items].reverse(), [...items, ...items], [...items, null], new Array(3)],
    { ...value },
  ]
}

function objects(value: object): readonly unknown[] {
  const entries = Object.entries(value)
  const [first] = entries
  return [
    Object.fromEntries(entries.slice(1)),
    Object.fromEntries(entries.map(([key, one]) => [key.toUpperCase(), one])),
    Object.fromEntries([...entries].reverse()),
    Object.assign(Object.create(null), value),
    Object.assign(Object.create(isPlain(value) ? value : null), first ? { [first[0]]: first[1] } : {}),
    { ...value, kind: 'other', type: 'other' },
    entries,
  ]
}

/** What inherits from others fails at its own members, in whatever reads it; nothing of that kind can be sent. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
