/** How much a request may bring, in bytes. Everything that a browser of ours sends fits; a stranger's flood does not. */

const MB = 1_000_000

/**
 * A pool of 65,536 addresses typed one by one, or as many instances chosen by hand, has between one and two; what is
 * refused can be said in ranges. So much is read and taken apart in a twentieth of a second.
 */
export const LONGEST_REQUEST = 4 * MB

/** What the command line tools print of 50,000 interfaces has about a hundred. */
export const LONGEST_IMPORT = 300 * MB

/** Files of one import, and characters of a file's name. */
export const MOST_FILES = 200
export const LONGEST_FILE_NAME = 1_000

export const tooLongSentence = (bytes: number, most: number): string =>
  `This has ${megabytes(bytes)} MB, and ${megabytes(most)} MB is the most that is read at once. Send less of it at a time.`

const megabytes = (bytes: number): string =>
  (Math.ceil(bytes / (MB / 10)) / 10).toLocaleString('en', { maximumFractionDigits: 1 })
