import { defineConfig } from 'prisma/config'

// Generating needs no database; migrations run through scripts/db-migrate.ts, which needs no download.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
})
