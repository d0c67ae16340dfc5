import { useState } from 'react'

declare global {
  var __webpack_nonce__: string | undefined
}

/**
 * The nonce that this document came with. It stays: what refreshes a page later was made for another document, or
 * for none. The global is where the library that keeps the page still behind a dialog looks, which hears of no
 * provider; it is set while rendering, because a dialog may be open from the start.
 */
export function useStyleNonce(given: string | undefined): string {
  const [nonce] = useState(() => {
    if (typeof document !== 'undefined') globalThis.__webpack_nonce__ = given
    return given ?? ''
  })
  return nonce
}
