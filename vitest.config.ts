import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/[\\/]$/, '') } },
  test: {
    environment: 'node',
    projects: [
      {
        extends: true,
        test: {
          // What is pure leaves nothing behind, so its files share a process: most of their time was loading it anew.
          name: 'pure',
          include: ['lib/domain/**/*.test.ts', 'lib/api/**/*.test.ts', 'components/**/*.test.ts'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: [
            'lib/**/*.test.ts',
            'scripts/**/*.test.ts',
            'e2e/chaos/**/*.test.ts',
            'e2e/fuzz/**/*.test.ts',
            'e2e/load/**/*.test.ts',
          ],
          exclude: ['lib/domain/**', 'lib/api/**'],
        },
      },
    ],
    exclude: ['node_modules', '.next', 'e2e/scenarios'],
    setupFiles: ['lib/testing/setup.ts'],
    // better-sqlite3 is a native addon that is not safe to unload from a thread, so workers are processes.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
