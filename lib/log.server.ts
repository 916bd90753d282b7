import { pino } from 'pino'

const secretNames = [
  'password',
  'passwordHash',
  'token',
  'tokenHash',
  'secret',
  'key',
  'apiKey',
  'authorization',
  'cookie',
  'connectionString',
  'DATABASE_URL',
  'AUTH_SECRET',
]

/** Every path pino hides: each secret name at the top, and up to three levels down. */
const redacted = [
  ...secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
  '*.headers["set-cookie"]',
  'headers["set-cookie"]',
  '*.headers["x-earshot-key"]',
  'headers["x-earshot-key"]',
]

/** One JSON line per fact. Use a child per part: `log.child({ part: 'ingest' })`. */
export const log = pino({
  name: 'earshot',
  level: process.env.LOG_LEVEL || 'info',
  redact: { paths: redacted, censor: '[redacted]' },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
})

export type Log = typeof log
