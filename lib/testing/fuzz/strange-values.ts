import fc from 'fast-check'

/* What nobody of good will sends, value by value. */

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
]

const deep = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1
  for (let at = 0; at < depth; at++) value = wrap(value)
  return value
}

const TEXT = 'x'.repeat(200_000)
const TOO_LONG = '10.0.1.9,'.repeat(230_000)
const SURROGATES = '\ud800'.repeat(50_000)

/**
 * Made when they are sent: another change may be made within them, and would be there for ever, and in everything that
 * is sent later.
 */
const OBJECTS: Readonly<Record<string, () => unknown>> = {
  list: () => [],
  object: () => ({}),
  lists: () => [[]],
  nothings: () => [null],
  date: () => new Date(Number.NaN),
  map: () => new Map([['a', 1]]),
  set: () => new Set(['a']),
  bytes: () => new Uint8Array(8),
  form: () => new FormData(),
  blob: () => new Blob(['a']),
  polluting: () =>
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  converting: () => JSON.parse('{"then":1,"toJSON":1,"valueOf":1}'),
  bare: () => Object.create(null),
}

/** As well; and they are large. */
const LARGE: Readonly<Record<string, () => unknown>> = {
  text: () => TEXT,
  tooLong: () => TOO_LONG,
  surrogates: () => SURROGATES,
  ids: () => Array.from({ length: 70_000 }, (_, at) => `ssi-${at.toString(16).padStart(12, '0')}`),
  nulls: () => Array.from({ length: 100_000 }, () => null),
  arrays: () => deep(4_000, (inner) => [inner]),
  objects: () => deep(4_000, (inner) => ({ values: inner })),
  keys: () => Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key${at}`, at])),
}

const MAKER = Symbol('maker')
type ToMake = { readonly [MAKER]: () => unknown }
const isToMake = (value: unknown): value is ToMake =>
  typeof value === 'object' && value !== null && MAKER in value

const oneOf = (makers: Readonly<Record<string, () => unknown>>): fc.Arbitrary<ToMake> =>
  fc.constantFrom(...Object.values(makers)).map((maker) => ({ [MAKER]: maker }))

/** Any UTF-16, halves of pairs too; mostly of the lower planes' beginnings, where what we read has its signs. */
const text: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat({ max: 0x7f }), fc.nat({ max: 0xffff })), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units))

export const strange: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...SINGLE) },
  { weight: 3, arbitrary: oneOf(OBJECTS) },
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.bigInt()) },
  {
    weight: 3,
    arbitrary: fc.anything({
      key: text,
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
  { weight: 1, arbitrary: oneOf(LARGE) },
)

/** What is sent for it. */
export const made = (value: unknown): unknown => (isToMake(value) ? value[MAKER]() : value)
