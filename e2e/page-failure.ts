/**
 * The number of the error that a page was given instead of something that it shows, in a document or in what a
 * navigation brings: its status was sent before and says nothing of it. Words instead of a number are no errors: a page
 * leads elsewhere, or is not there.
 */
export const pageFailure = (body: string): string | null =>
  /(?:data-dgst="|\bE\{\\?"digest\\?":\\?")(\d+)/.exec(body)?.[1] ?? null
