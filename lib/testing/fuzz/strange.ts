import fc from 'fast-check'

/*
 * What nobody of good will sends. A recipe says what is done to a valid sample, without knowing it: the sample is of
 * the world as it is by then.
 */

/** What any of the values in a sample may become. */
const SINGLE: readonly unknown[] = [
  ...[null, undefined, true, false, 0, -0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY],
  ...[2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 63), 1e308, 5e-324, 10n ** 30n],
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfffy',
    '%00',
    '%ZZ',
    '../../etc/passwd',
    '1e400',
    '9'.repeat(400),
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    "'; DROP TABLE event; --",
    '{"a":1}',
    '\u202e',
  ],
  ...[
    '0.0.0.0/0',
    '::/0',
    '10.0.1.0/24',
    '10.0.0.0-10.255.255.255',
    '256.1.1.1',
    'ssi-000000000000',
    'eni-0',
  ],
  ...[
    '2026-11-03T09:00:00.000Z',
    '-271821-04-20T00:00:00.000Z',
    '+275760-09-13T00:00:00.001Z',
    'now',
    '* * * * *',
  ],
  [],
  {},
  [[]],
  [null],
  new Date(Number.NaN),
  new Map([['a', 1]]),
  new Set(['a']),
  new Uint8Array(8),
  new FormData(),
  new Blob(['a']),
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  Object.create(null),
]

const deep = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1
  for (let at = 0; at < depth; at++) value = wrap(value)
  return value
}

/** Made when they are sent, because they are large. */
const LARGE: Readonly<Record<string, () => unknown>> = {
  text: () => 'x'.repeat(200_000),
  tooLong: () => '10.0.1.9,'.repeat(230_000),
  surrogates: () => '\ud800'.repeat(50_000),
  ids: () => Array.from({ length: 70_000 }, (_, at) => `ssi-${at.toString(16).padStart(12, '0')}`),
  nulls: () => Array.from({ length: 100_000 }, () => null),
  arrays: () => deep(4_000, (inner) => [inner]),
  objects: () => deep(4_000, (inner) => ({ values: inner })),
  keys: () => Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key${at}`, at])),
}

const HUGE = Symbol('huge')
type Huge = { readonly [HUGE]: string }
const isHuge = (value: unknown): value is Huge => typeof value === 'object' && value !== null && HUGE in value

const strange: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...SINGLE) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.bigInt()) },
  {
    weight: 3,
    arbitrary: fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withTypedArray: true,
      withSparseArray: true,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(LARGE)).map((name): Huge => ({ [HUGE]: name })) },
)

const CHANGES = ['replace', 'replace', 'replace', 'remove', 'add', 'twice', 'wrap', 'many'] as const
type Change = { readonly at: number; readonly how: (typeof CHANGES)[number]; readonly value: unknown }

export type Recipe =
  | { readonly kind: 'changed'; readonly changes: readonly Change[] }
  | { readonly kind: 'other'; readonly values: readonly unknown[] }

/** Mostly a valid sample with something wrong in it: what is wrong all over is refused by the first line. */
export const recipes: fc.Arbitrary<Recipe> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('changed' as const),
      changes: fc.array(
        fc.record({ at: fc.nat({ max: 10_000 }), how: fc.constantFrom(...CHANGES), value: strange }),
        { maxLength: 3 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('other' as const),
      values: fc.array(strange, { maxLength: 5 }),
    }),
  },
)

/** A sample after a recipe. The sample is plain JSON and stays as it is. */
export function spoil(sample: readonly unknown[], recipe: Recipe): unknown[] {
  if (recipe.kind === 'other') return recipe.values.map(made)
  const root: unknown[] = structuredClone([...sample])
  for (const change of recipe.changes) {
    const places = placesOf(root)
    const place = places[change.at % places.length]
    if (place) apply(place, change)
  }
  return root
}

type Place = { readonly in: Record<string, unknown>; readonly key: string }

/** Every value in it, the arguments themselves first; of what is huge some. */
function placesOf(root: unknown[]): Place[] {
  const places: Place[] = []
  const waiting: unknown[] = [root]
  while (waiting.length > 0 && places.length < 2_000) {
    const inner = waiting.shift()
    if (typeof inner !== 'object' || inner === null || ArrayBuffer.isView(inner)) continue
    for (const key of Object.keys(inner).slice(0, 100)) {
      places.push({ in: inner as Record<string, unknown>, key })
      waiting.push((inner as Record<string, unknown>)[key])
    }
  }
  return places
}

function apply(place: Place, { how, value }: Change): void {
  const now = place.in[place.key]
  const set = (next: unknown) =>
    // Not by assignment, which gives "__proto__" another meaning.
    Reflect.defineProperty(place.in, place.key, {
      value: next,
      writable: true,
      enumerable: true,
      configurable: true,
    })
  if (how === 'remove') Reflect.deleteProperty(place.in, place.key)
  else if (how === 'twice') set([now, now])
  else if (how === 'many') set(Array.from({ length: 500 }, () => now))
  else if (how === 'wrap') set({ [typeof value === 'string' ? value : 'value']: now })
  else if (how === 'add' && typeof now === 'object' && now !== null)
    Reflect.defineProperty(now, String(typeof value === 'string' ? value : '__proto__'), {
      ...{ value: made(value), writable: true, enumerable: true, configurable: true },
    })
  else set(made(value))
}

const made = (value: unknown): unknown => (isHuge(value) ? LARGE[value[HUGE]]?.() : value)

/** What a failure is shown with. */
export function shown(value: unknown): string {
  try {
    const text = JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? `${one}n` : one)) ?? 'undefined'
    return text.length > 400 ? `${text.slice(0, 400)}… (${text.length})` : text
  } catch (error) {
    return String(error)
  }
}
