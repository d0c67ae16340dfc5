import { fileURLToPath } from 'node:url'
import { headerRules } from './lib/server/security-headers.mjs'

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // They load a native addon or WebAssembly by path, which a bundle would break.
  serverExternalPackages: [
    'better-sqlite3',
    '@prisma/client',
    '@prisma/adapter-better-sqlite3',
    '@prisma/schema-engine-wasm',
    'pino',
    'prom-client',
  ],
  // No larger request arrives, see lib/server/requests/guard-requests.ts; Next's own limit would be less.
  // The code of a page is loaded when it is first asked for, some 30 ms: loading all of it first held up the first page.
  experimental: { serverActions: { bodySizeLimit: 4_000_000 }, preloadEntriesOnStart: false },
  // No page has a picture to be made smaller, so that nobody may ask for it either.
  images: { unoptimized: true },
  // `npm test` has a stage for types; doing it again in every build would only slow `npm start` down.
  typescript: { ignoreBuildErrors: true },
  // Without it a stray lock file in a folder above would be taken for the project's root.
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  // While a page's head gives way to the next one's there is no icon in it, and a browser asks at the old place.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => headerRules,
}
