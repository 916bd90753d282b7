import { z } from 'zod'

/** The one home of every environment variable Earshot reads. `.env.example` lists the same names. */

export const engineRoles = ['ingest', 'realtime', 'worker'] as const
export type EngineRole = (typeof engineRoles)[number]

const port = z.coerce.number().int().min(0).max(65_535)
const webUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
const smtpUrl = z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')

const rolesList = z
  .string()
  .transform((list) => list.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(engineRoles)).min(1))

/** `value of the claim:role`, with commas; whoever has one of them may come in without an invitation. */
const oidcRoles = z
  .string()
  .transform((list) => list.split(',').map((pair) => pair.trim().split(/:(?=[^:]*$)/)))
  .pipe(
    z.array(z.tuple([z.string().min(1), z.enum(['operator', 'manager', 'admin'])]), {
      error: 'must look like noc:operator,leads:manager,earshot-admins:admin',
    }),
  )

export const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_URL_INGEST: postgresUrl.optional(),
  DATABASE_URL_WEB: postgresUrl.optional(),
  DATABASE_URL_WORKER: postgresUrl.optional(),
  DATABASE_URL_CUSTOMER: postgresUrl.optional(),
  EARSHOT_DATA_DIR: z.string().min(1).default('.earshot'),
  EARSHOT_EMBEDDED_PORT: port.default(0),
  PORT: port.min(1).default(3000),
  ENGINE_PORT: port.min(1).default(3001),
  EARSHOT_URL: webUrl.optional(),
  EARSHOT_ENGINE_URL: webUrl.optional(),
  AUTH_SECRET: z.string().min(32, 'must be at least 32 characters').optional(),
  EARSHOT_SECRETS_KEY: z.string().min(32, 'must be at least 32 characters').optional(),
  EARSHOT_SECRETS_KEY_PREVIOUS: z.string().min(32, 'must be at least 32 characters').optional(),
  EARSHOT_SMTP_URL: smtpUrl.optional(),
  EARSHOT_MAIL_FROM: z.string().min(3).optional(),
  EARSHOT_WEBHOOKS: z.enum(['off', 'public', 'private']).default('public'),
  EARSHOT_SLACK_API_URL: z.url({ protocol: /^https?$/ }).default('https://slack.com/api/'),
  EARSHOT_PAGERDUTY_URL: z.url({ protocol: /^https?$/ }).default('https://events.pagerduty.com/v2/enqueue'),
  EARSHOT_OUTSIDE_HEARTBEAT_URL: webUrl.optional(),
  EARSHOT_ROLES: rolesList.default([...engineRoles]),
  NATS_URL: z.never({ error: 'is not supported yet by this version' }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  EARSHOT_ADMIN_EMAIL: z.email().optional(),
  EARSHOT_ADMIN_PASSWORD: z.string().min(12, 'must be at least 12 characters').optional(),
  EARSHOT_OIDC_ISSUER: webUrl.optional(),
  EARSHOT_OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  EARSHOT_OIDC_CLIENT_SECRET: z.string().min(1).max(2_000).optional(),
  EARSHOT_OIDC_LABEL: z.string().trim().min(1).max(60).optional(),
  EARSHOT_OIDC_ROLE_CLAIM: z.string().min(1).max(120).optional(),
  EARSHOT_OIDC_ROLES: oidcRoles.optional(),
  EARSHOT_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  EARSHOT_TEST_CRASH: z.literal('1').optional(),
  EARSHOT_DEMO_PORT: port.min(1).default(3100),
  EARSHOT_DEMO_OUTBOX_PORT: port.min(1).default(3101),
  EARSHOT_METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters').optional(),
  PLAYWRIGHT_CHROMIUM_PATH: z.string().min(1).optional(),
})

type Parsed = z.infer<typeof environmentSchema>

export type Env = Omit<Parsed, 'EARSHOT_URL' | 'EARSHOT_ENGINE_URL'> & {
  /** Public URL of the web process, without a trailing slash. */
  EARSHOT_URL: string
  /** Public URL of the engine, without a trailing slash. */
  EARSHOT_ENGINE_URL: string
}

/** The environment is wrong. The entry point prints `message` (one line per fault) and exits with 1. */
export class BadEnvironment extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'BadEnvironment'
    this.faults = faults
  }
}

/** Reads the environment or names every fault in it, never a value. Empty strings count as unset. */
export function parseEnvironment(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  const faults = [
    ...unknownNames(given),
    ...(parsed.success ? dependentFaults(parsed.data) : issueLines(parsed.error)),
  ]
  if (faults.length > 0 || !parsed.success) throw new BadEnvironment(faults)
  const { data } = parsed
  return {
    ...data,
    EARSHOT_URL: data.EARSHOT_URL ?? `http://localhost:${data.PORT}`,
    EARSHOT_ENGINE_URL: data.EARSHOT_ENGINE_URL ?? `http://localhost:${data.ENGINE_PORT}`,
  }
}

function unknownNames(given: Record<string, unknown>): string[] {
  return Object.keys(given)
    .filter((name) => name.startsWith('EARSHOT_') && !(name in environmentSchema.shape))
    .map((name) => `${name} is not a variable Earshot knows (see .env.example)`)
}

function issueLines(error: z.ZodError): string[] {
  const first = new Map(
    error.issues.map((issue) => [String(issue.path[0]), issue.message] as const).reverse(),
  )
  return [...first]
    .reverse()
    .map(([name, message]) =>
      message.startsWith('must') || message.startsWith('is ') ? `${name} ${message}` : `${name}: ${message}`,
    )
}

function dependentFaults(env: Parsed): string[] {
  const faults: string[] = []
  if (env.NODE_ENV === 'production' && env.DATABASE_URL && !env.AUTH_SECRET)
    faults.push(
      'AUTH_SECRET must be set when DATABASE_URL is (at least 32 characters; try: openssl rand -base64 48)',
    )
  if ((env.EARSHOT_ADMIN_EMAIL === undefined) !== (env.EARSHOT_ADMIN_PASSWORD === undefined))
    faults.push('EARSHOT_ADMIN_EMAIL and EARSHOT_ADMIN_PASSWORD must be set together')
  return [...faults, ...oidcFaults(env)]
}

function oidcFaults(env: Parsed): string[] {
  const { EARSHOT_OIDC_ISSUER: issuer, EARSHOT_OIDC_CLIENT_ID: id, EARSHOT_OIDC_CLIENT_SECRET: secret } = env
  const given = [issuer, id, secret].filter((one) => one !== undefined).length
  const faults: string[] = []
  if (given > 0 && given < 3)
    faults.push(
      'EARSHOT_OIDC_ISSUER, EARSHOT_OIDC_CLIENT_ID and EARSHOT_OIDC_CLIENT_SECRET must be set together',
    )
  if (issuer && !/^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(issuer))
    faults.push('EARSHOT_OIDC_ISSUER must start with https://')
  if ((env.EARSHOT_OIDC_ROLE_CLAIM === undefined) !== (env.EARSHOT_OIDC_ROLES === undefined))
    faults.push('EARSHOT_OIDC_ROLE_CLAIM and EARSHOT_OIDC_ROLES must be set together')
  return faults
}
