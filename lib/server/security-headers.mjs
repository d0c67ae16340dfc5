// @ts-check
/**
 * What every answer of the server tells a browser to refuse on our behalf. `next.config.js` gives them to every
 * path, `proxy.ts` gives documents the policy that belongs to their nonce in place of the closed one.
 *
 * Plain JavaScript, because `next.config.js` reads it without being compiled.
 */

/** For everything that is no document: were it opened as one, it could load, run, send and be framed by nothing. */
const CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A drill's report is one page with its styles inside and no script; `sandbox` makes it nobody's origin. */
const REPORT = `${CLOSED}; style-src 'unsafe-inline'; sandbox allow-downloads`

/** Machinery of a browser that an operator's console has no use for. */
const UNUSED = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

export const alwaysHeaders = [
  { key: 'Content-Security-Policy', value: CLOSED },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: UNUSED.map((name) => `${name}=()`).join(', ') },
]

/**
 * Two years. Only where a browser came by https: over http it would be ignored, and a console that is tried out over
 * http must not lock anybody out. Subdomains are not ours to decide about.
 */
const STRICT_TRANSPORT = { key: 'Strict-Transport-Security', value: 'max-age=63072000' }

/** In the form that `next.config.js` answers with; a later line wins over an earlier one. */
export const headerRules = [
  { source: '/:path*', headers: alwaysHeaders },
  {
    source: '/api/drills/:drillId/report',
    headers: [{ key: 'Content-Security-Policy', value: REPORT }],
  },
  // Their addresses are secrets: nobody, not even we, is told where a request that comes from there comes from.
  ...['/setup', '/invitation', '/reset'].map((source) => ({
    source,
    headers: [
      { key: 'Referrer-Policy', value: 'no-referrer' },
      { key: 'X-Robots-Tag', value: 'noindex, nofollow, noarchive' },
    ],
  })),
  {
    source: '/:path*',
    /** @type {{ type: 'header', key: string, value: string }[]} */
    has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
    headers: [STRICT_TRANSPORT],
  },
]

/**
 * The policy of one document. Scripts: those that bear its nonce, and what they load ('self' is for browsers that do
 * not know 'strict-dynamic'). Styles: files of ours and elements that bear the nonce; attributes are inline, because
 * sizes, positions and Mantine's properties are written into them and no nonce or list of hashes can cover those. An
 * attribute styles one element: it can neither select others nor, with `img-src`, tell anybody outside.
 *
 * @param {string} nonce
 * @param {{ dev: boolean }} mode  in development React rebuilds the stacks of the server's errors with eval
 */
export function documentPolicy(nonce, { dev }) {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    // Mantine draws its ticks and chevrons from data URLs.
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}
