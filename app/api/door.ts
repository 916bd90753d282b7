import { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { mayAsk, type RouteKey, routes } from '#lib/access/rights.ts'
import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import { Download } from './download.ts'
import { replyHeaders, replyToError } from './problem.ts'
import { readJson } from './read-body.ts'
import { refuseForeignWrite, refuseOtherTypes, uploadTypes, writes } from './same-origin.ts'
import { whoAsks } from './who-asks.ts'

/**
 * The one door of the API. Every route under /api/v1 is made by `route(...)`, named as the rights matrix names it;
 * a route that is not in the matrix does not type-check. Order: sign-in, right, origin of a write, input, verb, reply.
 */
export type Asked<P, Q, B> = { member: Member; params: P; query: Q; body: B; request: Request; now: Date }

type Spec<P, Q, B, R> = {
  /** what the path must look like; what does not is answered like an id that does not exist */
  params?: z.ZodType<P>
  query?: z.ZodType<Q>
  body?: z.ZodType<B>
  /** the body is a file: it is not read here, the verb takes `request.body` as it streams in and bounds it */
  upload?: true
  /** the reply's closed shape: anything it does not name is left out */
  respond: z.ZodType<R>
  status?: number
  headers?: () => Record<string, string>
}

/** What a route says of itself, for the written description of the API. */
export type Described = {
  key: RouteKey
  params: z.ZodType | undefined
  query: z.ZodType | undefined
  body: z.ZodType | undefined
  respond: z.ZodType
  status: number
  upload: boolean
}
type Handler = ((request: Request, context: Context) => Promise<Response>) & { described: Described }

// Next hands over no object at all where the path has no parameters
type Context = { params: Promise<Record<string, string | string[] | undefined> | undefined> }
const nothing = z.strictObject({})

export function route<P = object, Q = object, B = object, R = unknown>(
  key: RouteKey,
  spec: Spec<P, Q, B, R>,
  act: (asked: Asked<P, Q, B>) => Promise<NoInfer<R>>,
): Handler {
  const right = routes[key]
  const handle = async (request: Request, context: Context): Promise<Response> => {
    const requestId = crypto.randomUUID()
    try {
      const now = new Date()
      const member = await whoAsks(request, now)
      if (!mayAsk(member, right.permission)) throw new Refused('not-allowed', mayNot(member))
      if (member.tokenScopes) refuseOtherTypes(request, spec.upload && uploadTypes)
      else refuseForeignWrite(request, env().EARSHOT_URL, spec.upload && uploadTypes)
      const asked = await parse(spec, request, context)
      const reply = spec.respond.parse(await act({ member, ...asked, request, now }))
      if (reply instanceof Download) return reply.response(replyHeaders)
      return Response.json(reply, {
        status: spec.status ?? 200,
        headers: { ...replyHeaders, ...spec.headers?.() },
      })
    } catch (error) {
      return replyToError(error, requestId, key)
    }
  }
  const { params, query, body, respond, status = 200, upload = false } = spec
  return Object.assign(handle, { described: { key, params, query, body, respond, status, upload } })
}

const mayNot = ({ tokenScopes }: Member) =>
  tokenScopes ? 'This token was not made for this.' : 'Your role may not do this.'

async function parse<P, Q, B, R>(spec: Spec<P, Q, B, R>, request: Request, context: Context) {
  const params = (spec.params ?? nothing).safeParse((await context.params) ?? {})
  if (!params.success) throw new Refused('not-found', 'No such thing.')
  const query = (spec.query ?? nothing).safeParse(queryOf(request))
  if (!query.success) throw new Refused('bad-request', sentence('query', query.error))
  const given = writes.has(request.method) && !spec.upload ? await readJson(request) : {}
  const body = (spec.body ?? nothing).safeParse(given)
  if (!body.success) throw new Refused('bad-request', sentence('body', body.error))
  return { params: params.data as P, query: query.data as Q, body: body.data as B }
}

/** A repeated name is refused by the schema, since it arrives as a list. */
function queryOf(request: Request): Record<string, string | string[]> {
  const found = new Map<string, string[]>()
  for (const [name, value] of new URL(request.url).searchParams)
    found.set(name, [...(found.get(name) ?? []), value])
  const entries = [...found].map(
    ([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')] as const,
  )
  return Object.fromEntries(entries)
}

/** Names the first faults, never the values; cut short, since a hostile body can make thousands. */
function sentence(part: string, error: z.ZodError): string {
  const faults = error.issues
    .slice(0, 5)
    .map((issue) => `${[part, ...issue.path].join('.')}: ${issue.message.slice(0, 80)}`)
  return faults.join('; ').slice(0, 400)
}

/** What a path that names one thing looks like. */
export function idParams<Name extends string>(name: Name): z.ZodType<Record<Name, string>> {
  const shape = z.strictObject({ [name]: z.uuid() })
  return shape.transform((params) => ({ [name]: params[name]?.toLowerCase() }) as Record<Name, string>)
}

/** Missing and foreign alike. */
export function found<T>(value: T | null): T {
  if (value === null) throw new Refused('not-found', 'No such thing.')
  return value
}
