// @ts-check
/** `npm run audit`: what is known to be wrong with the packages that Holdfast runs with, where a registry tells. */
import { auditDependencies } from './audit-dependencies.mjs'

const { failed } = await auditDependencies()
process.exit(failed > 0 ? 1 : 0)
