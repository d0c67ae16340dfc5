import { expect, it } from 'vitest'
import { standingOf } from './access-links'
import { deviceOf } from './device-of'

const MOZILLA = 'Mozilla/5.0'
it.each([
  [`${MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`, 'Firefox on Linux'],
  [
    `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
    'Edge on Windows',
  ],
  [
    `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36`,
    'Chrome on macOS',
  ],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1`,
    'Safari on iPhone',
  ],
  [
    `${MOZILLA} (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    'Samsung Internet on Android',
  ],
  ['curl/8.14.1', 'curl'],
  ['<script>alert(1)</script>', 'An unknown device'],
  [null, 'An unknown device'],
])('a device: %s', (userAgent, words) => {
  expect(deviceOf(userAgent)).toBe(words)
})

it.each([
  [{ usedAt: null, revokedAt: null, expiresAt: '2026-01-02' }, 'open'],
  [{ usedAt: null, revokedAt: null, expiresAt: null }, 'open'],
  [{ usedAt: null, revokedAt: null, expiresAt: '2026-01-01' }, 'expired'],
  [{ usedAt: '2026-01-01', revokedAt: '2026-01-01', expiresAt: '2025-01-01' }, 'used'],
  [{ usedAt: null, revokedAt: '2026-01-01', expiresAt: '2025-01-01' }, 'revoked'],
] as const)('a link that is %o stands as %s', (link, standing) => {
  expect(standingOf(link, '2026-01-01')).toBe(standing)
})
