import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useTableUrl } from './use-table-url'

/** Between the last letter typed and the asking. */
const QUIET_MS = 300

/**
 * A list that may be longer than one answer. Where it is, what is searched for is asked of the server, which looks
 * through all of it; `more` of the answer says how many are not listed still. `urlPrefix`: of the table.
 */
export function useLongList<T, Key extends QueryKey>(
  queryOf: (words: string) => UseQueryOptions<T, Error, T, Key>,
  moreOf: (answer: T) => number,
  urlPrefix?: string,
) {
  const { q } = useTableUrl(urlPrefix)
  const [words] = useDebouncedValue(q.trim(), QUIET_MS)
  const whole = useQuery(queryOf(''))
  const isAsked = words !== '' && whole.data !== undefined && moreOf(whole.data) > 0
  const found = useQuery({ ...queryOf(words), enabled: isAsked, placeholderData: keepPreviousData })
  return isAsked && found.data !== undefined ? found : whole
}
