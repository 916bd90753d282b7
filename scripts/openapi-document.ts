import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { tokenScopes } from '#lib/access/api-tokens/contract.ts'
import { permissions } from '#lib/access/permissions.ts'
import { openRoutes, routes } from '#lib/access/rights.ts'
import type { RouteRight } from '#lib/access/route-right.ts'
import { plainSignInCookieName } from '#lib/access/sign-in-cookie.ts'
import type { Described } from '../app/api/door.ts'
import { downloadSchema } from '../app/api/download.ts'
import { foldRepeated } from './openapi-fold.ts'

/** `docs/openapi.json`: what the API takes and answers, made from the very contracts that it checks with. */

type Json = Record<string, unknown>
type Side = 'input' | 'output'

const apiFolder = join(import.meta.dirname, '../app/api/v1')

/** Every route as its own module describes it. */
export async function describedRoutes(): Promise<Described[]> {
  const files = readdirSync(apiFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(`${sep}route.ts`))
    .toSorted()
  const found: Described[] = []
  for (const file of files) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(apiFolder, file)).href)
    for (const handler of Object.values(module))
      if (typeof handler === 'function' && 'described' in handler) found.push(handler.described as Described)
  }
  // the same whatever the order in which a module lists what it exports
  return found.toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

export async function openApiDocument(): Promise<Json> {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  const put = (key: string, operation: Json) => {
    const [method = '', path = ''] = key.split(' ')
    const plain = openPath(path)
    paths[plain] = { ...paths[plain], [method.toLowerCase()]: operation }
  }
  for (const described of await describedRoutes()) put(described.key, operationOf(described, schemas))
  for (const [key, { means }] of Object.entries(openRoutes)) put(key, openOperation(key, means))
  const sorted = Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const folded = foldRepeated(sorted)
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Earshot',
      version: '1',
      description: aboutIt,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: folded.paths,
    components: {
      securitySchemes: {
        signIn: {
          type: 'apiKey',
          in: 'cookie',
          name: plainSignInCookieName,
          description: 'The cookie of a person who signed in; on https its name begins with `__Host-`.',
        },
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'est_…',
          description:
            'A token that a member of staff made for a program: at most its scopes, never more than its member.',
        },
      },
      schemas: { ...schemas, ...folded.named, Problem: problem },
      responses: {
        Problem: {
          description: 'Refused or failed; `code` stays the same between versions.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  }
}

const aboutIt = [
  'The API of Earshot’s own pages, open to programs with a token. Times are milliseconds since 1970 in UTC unless a name says otherwise.',
  'Null means that it cannot be known, never zero. What lies outside one’s customers answers like what does not exist.',
  'A write is JSON; with a cookie it must come from Earshot’s own pages.',
].join(' ')

const problem: Json = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    title: { type: 'string' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
  },
  required: ['type', 'status', 'code', 'title', 'requestId'],
}

/** `/api/v1/alerts/[alertId]` as the specification spells it. */
export const openPath = (path: string): string => path.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')

function operationOf(described: Described, schemas: Json): Json {
  const { key, status, upload } = described
  const { permission, tenant }: RouteRight = routes[key]
  const name = operationId(key)
  const takesToken = tokenScopes.includes(permission)
  const isWrite = !key.startsWith('GET ')
  return {
    operationId: name,
    tags: [tagOf(key)],
    description: `Needs \`${permission}\`: ${permissions[permission].means}.`,
    'x-earshot-permission': permission,
    'x-earshot-tenant': tenant,
    security: [{ signIn: [] }, ...(takesToken ? [{ token: [] }] : [])],
    parameters: [...pathParameters(described, name, schemas), ...queryParameters(described, name, schemas)],
    ...(isWrite && (described.body || upload) ? { requestBody: bodyOf(described, name, schemas) } : {}),
    responses: {
      [status]: replyOf(described, name, schemas),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const openOperation = (key: string, means: string): Json => ({
  operationId: operationId(key),
  tags: ['open'],
  description: `Open to everyone: ${means}.`,
  security: [],
  parameters: names(key).map((name) => inPath(name, { type: 'string' })),
  responses: {
    default: {
      description: 'Its answer: JSON, a file or a redirect. Refusals are problems.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
})

function operationId(key: string): string {
  const words = key.replace(/\/api\/(v1\/)?/, '').match(/[A-Za-z0-9]+/g) ?? []
  return words
    .map((word, i) => (i === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
}

const tagOf = (key: string): string => /\/api\/v1\/([^/]+)/.exec(key)?.[1] ?? 'open'
const names = (key: string): string[] =>
  [...key.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => name ?? '')
const inPath = (name: string, schema: unknown): Json => ({ name, in: 'path', required: true, schema })

function pathParameters({ key, params }: Described, owner: string, schemas: Json): Json[] {
  const known = params ? propertiesOf(schemaOf(params, 'input', `${owner}Params`, schemas)) : {}
  return names(key).map((name) => inPath(name, known[name] ?? { type: 'string' }))
}

function queryParameters({ query }: Described, owner: string, schemas: Json): Json[] {
  if (!query) return []
  const schema = schemaOf(query, 'input', `${owner}Query`, schemas)
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(propertiesOf(schema)).map(([name, of]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: of,
  }))
}

function propertiesOf(schema: Json): Json {
  const parts = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf : [])] as Json[]
  return Object.assign({}, ...parts.map(({ properties }) => properties ?? {}))
}

function bodyOf({ body, upload }: Described, owner: string, schemas: Json): Json {
  if (upload || !body)
    return {
      required: true,
      content: { 'application/octet-stream': { schema: {} }, 'application/gzip': { schema: {} } },
    }
  const schema = schemaOf(body, 'input', `${owner}Body`, schemas)
  return { required: true, content: { 'application/json': { schema } } }
}

function replyOf({ respond }: Described, owner: string, schemas: Json): Json {
  if ((respond as unknown) === downloadSchema)
    return { description: 'A file.', content: { '*/*': { schema: {} } } }
  const schema = schemaOf(respond, 'output', `${owner}Reply`, schemas)
  return { description: 'Done.', content: { 'application/json': { schema } } }
}

/** What repeats itself inside a schema becomes a component: a reference counts from the top of this document. */
function schemaOf(schema: z.ZodType, io: Side, owner: string, schemas: Json): Json {
  const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Json
  const { $schema: _dialect, $defs, ...rest } = made
  const text = JSON.stringify(rest)
  if (!text.includes('"$ref"')) return rest
  const renamed = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${owner}"`)
        .replaceAll('"$ref":"#/$defs/', `"$ref":"#/components/schemas/${owner}_`),
    )
  for (const [name, part] of Object.entries(($defs ?? {}) as Json))
    schemas[`${owner}_${name}`] = renamed(part)
  const whole = renamed(rest) as Json
  if (!text.includes('"$ref":"#"')) return whole
  schemas[owner] = whole
  return { $ref: `#/components/schemas/${owner}` }
}
