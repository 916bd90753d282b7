import { type LoggerOptions, pino, stdTimeFunctions } from 'pino'

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

/** How Earshot logs, for a logger that writes elsewhere. */
export const logOptions = {
  name: 'earshot',
  level: process.env.LOG_LEVEL || 'info',
  redact: { paths: redacted, censor: '[redacted]' },
  timestamp: stdTimeFunctions.isoTime,
  formatters: { level: (label: string) => ({ level: label }) },
} satisfies LoggerOptions

/** One JSON line per fact. Use a child per part: `log.child({ part: 'ingest' })`. */
export const log = pino(logOptions)

export type Log = typeof log
