import type { CloudError } from '@/lib/allocation/ports/cloud'
import { azureKindOf } from './azure/azure-codes'
import { ec2KindOf } from './ec2-codes'
import type { Operation, Reply } from './protocol'
import { changesNothing, isAzureOperation, isCloudOperation } from './protocol'

/**
 * The one mapping from what came back, or did not, to what Holdfast decides by.
 *
 *   unreachable             transient        nothing was sent
 *   lost, a look            transient        ask again
 *   lost, anything else     outcome-unknown  look, or repeat with the same token
 *   refused                 by its code      in its cloud's table; codes that it does not know are 'invalid'
 */
export function cloudErrorOf(operation: Operation, reply: Exclude<Reply, { kind: 'answer' }>): CloudError {
  if (reply.kind === 'unreachable') return { kind: 'transient', code: 'Unreachable', message: reply.message }
  if (reply.kind === 'lost') {
    const kind = changesNothing(operation) ? 'transient' : 'outcome-unknown'
    return { kind, code: 'RequestTimeout', message: reply.message }
  }
  const { code, message } = reply
  return { kind: kindOf(operation, code, message), code, message }
}

/** What is done to the world from outside is answered in the words of the cloud that it was done to. */
function kindOf(operation: Operation, code: string, message: string): CloudError['kind'] {
  if (isAzureOperation(operation)) return azureKindOf(code, message)
  const kind = ec2KindOf(operation, code)
  return kind === 'invalid' && !isCloudOperation(operation) ? azureKindOf(code, message) : kind
}
