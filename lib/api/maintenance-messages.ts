type ReadOnlySince = { readonly by: string | null; readonly since: string }

const momentOf = (iso: string): string => `${iso.slice(11, 16)} UTC on ${iso.slice(0, 10)}`

/** Why nothing is changed, who wanted it so, and since when. */
export const readOnlySentence = ({ by, since }: ReadOnlySince): string =>
  by === null
    ? `Holdfast was started read-only at ${momentOf(since)} (HOLDFAST_READ_ONLY=1): nothing is changed until it is started without.`
    : `Holdfast is in maintenance: ${by} made it read-only at ${momentOf(since)}, and nothing is changed until that ends in Settings.`

/** What goes on meanwhile, for the Settings page. */
export const READ_ONLY_MEANS =
  'Every change is refused, and Holdfast begins nothing in the clouds: scheduled tasks and rolling recycles wait, and machines that are interrupted are replaced afterwards. What is under way is finished. Pages, looks at the clouds, drafts and drills go on.'
