/** As Next hands it to a page: a name that stands in the address more than once has a list. */
export type PageSearch = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>

/**
 * What the address says under a name; of a name that stands there more than once, what it says first, as the browser's
 * own reads have it (`useQueryState`). Every page reads its address through this, so that no link makes one fail.
 */
export async function saidIn(search: PageSearch): Promise<(name: string) => string | undefined> {
  const all = await search
  return (name) => (Object.hasOwn(all, name) ? [all[name]].flat()[0] : undefined)
}
