import { defineConfig } from 'vitest/config'

// Two projects: `unit` runs anywhere in seconds; `server` needs Postgres (the embedded one, started once).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,components,app,scripts,bench,prisma}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.server.test.ts', '**/node_modules/**', '.next/**'],
          environment: 'node',
          testTimeout: 30_000, // the corpus and hostile input take their time on a busy machine
        },
      },
      {
        test: {
          name: 'server',
          include: ['{lib,app,scripts,bench,prisma}/**/*.server.test.ts', '*.server.test.ts'],
          environment: 'node',
          globalSetup: ['lib/db/test-database.server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
