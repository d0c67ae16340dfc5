/** What is refused about API tokens. */
export type TokenRefusal =
  /** Not known, over or revoked: which of them is not told to whoever shows it. */
  | { readonly kind: 'wrong-token' }
  | { readonly kind: 'token-must-wait'; readonly seconds: number }
  /** A token reads; what changes something is asked for by a person. */
  | { readonly kind: 'token-only-reads' }
  /** There are no accounts in the open mode, and a token belongs to one. */
  | { readonly kind: 'token-needs-person' }
  | {
      readonly kind: 'token-above-role'
      readonly wanted: 'viewer' | 'operator' | 'admin'
      readonly role: 'viewer' | 'operator' | 'admin'
    }
  | { readonly kind: 'too-many-tokens'; readonly most: number }
  | { readonly kind: 'unknown-token' }
