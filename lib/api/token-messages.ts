import type { TokenRefusal } from '@/lib/domain/token-refusal'

export function tokenSentence(refusal: TokenRefusal): string {
  switch (refusal.kind) {
    case 'wrong-token':
      return 'This API token is not valid: it is unknown, has expired or was revoked.'
    case 'token-must-wait':
      return `Too many wrong API tokens came from where you are. Try again in ${refusal.seconds} seconds.`
    case 'token-only-reads':
      return 'An API token only reads, by GET. Changes are made in the console.'
    case 'token-needs-person':
      return 'An API token belongs to an account, and there are none while Holdfast runs without login.'
    case 'token-above-role':
      return `You are ${withArticle(refusal.role)}, so your token cannot be ${withArticle(refusal.wanted)}.`
    case 'too-many-tokens':
      return `You have ${refusal.most} valid tokens, which is as many as one person may have. Revoke one first.`
    case 'unknown-token':
      return 'There is no such token, or it is not yours.'
  }
}

const withArticle = (role: string): string => (role === 'viewer' ? 'a viewer' : `an ${role}`)
