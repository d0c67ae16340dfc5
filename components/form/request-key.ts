/** A key for one intention: repeated with every retry of it, so that the thing is done once. */
export const newRequestKey = (): string => crypto.randomUUID()
