// @ts-check
import { hash } from 'node:crypto'

/**
 * SHA-256 of a text in UTF-8, in hexadecimal.
 * @param {string} text
 */
export const sha256 = (text) => hash('sha256', text, 'hex')
