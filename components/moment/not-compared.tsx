import { ErrorState } from '../shell/states'

/** Stands where what differs between two moments would. */
export const NotCompared = (props: { error: Error; retry: () => unknown }) => (
  <ErrorState
    compact
    title="The moments could not be compared"
    error={props.error}
    retry={() => void props.retry()}
  />
)
