import { createHash, randomBytes } from 'node:crypto'

/** What makes a link the one that was given out: 256 random bits. */
export const newLinkSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of it. */
export const hashOfLink = (secret: string): string => createHash('sha256').update(secret).digest('hex')
