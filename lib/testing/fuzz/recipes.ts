import fc from 'fast-check'
import { nearby } from './nearby'
import { made, strange } from './strange-values'

/*
 * What is done to a valid sample, without knowing it: the sample is of the world as it is by then.
 */
const CHANGES = ['replace', 'replace', 'nearby', 'nearby', 'remove', 'add', 'twice', 'wrap', 'many'] as const
type Change = {
  readonly at: number
  readonly how: (typeof CHANGES)[number]
  readonly value: unknown
  readonly turn: number
}

export type Recipe =
  | { readonly kind: 'changed'; readonly changes: readonly Change[] }
  | { readonly kind: 'other'; readonly values: readonly unknown[] }

/** The sample as it is. */
export const UNSPOILT: Recipe = { kind: 'changed', changes: [] }

/**
 * Mostly a valid sample with something wrong in it: what is wrong all over is refused by the first line. Some are left
 * as they are, so that what comes next finds the world moved.
 */
const recipes: fc.Arbitrary<Recipe> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('changed' as const),
      changes: fc.array(
        fc.record({
          at: fc.nat({ max: 10_000 }),
          how: fc.constantFrom(...CHANGES),
          value: strange,
          turn: fc.nat({ max: 1_000 }),
        }),
        { minLength: 1, maxLength: 3 },
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
  { weight: 1, arbitrary: fc.constant(UNSPOILT) },
)

/** The same for the same seed. */
export const drawRecipes = (count: number, seed: number): Recipe[] =>
  fc.sample(recipes, { numRuns: count, seed })

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

function apply(place: Place, { how, value, turn }: Change): void {
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
  else if (how === 'nearby') set(nearby(now, turn))
  else if (how === 'twice') set([now, now])
  else if (how === 'many') set(Array.from({ length: 500 }, () => now))
  else if (how === 'wrap') set({ [typeof value === 'string' ? value : 'value']: now })
  else if (how === 'add' && typeof now === 'object' && now !== null)
    Reflect.defineProperty(now, String(typeof value === 'string' ? value : '__proto__'), {
      ...{ value: made(value), writable: true, enumerable: true, configurable: true },
    })
  else set(made(value))
}
