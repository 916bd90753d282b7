import { type NextRequest, NextRequest as Rebuilt } from 'next/server'
import NextAuth from 'next-auth'
import { credentialsSchema, leaveForOidcSchema } from '#lib/access/contract.ts'
import { signIn } from '#lib/access/sign-in.server.ts'
import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import { clientNetwork } from '../../client-network.ts'
import { replyHeaders, replyToError } from '../../problem.ts'
import { readJson } from '../../read-body.ts'
import { refuseForeignWrite } from '../../same-origin.ts'
import { sharedThrottle } from '../../sign-in-limits.ts'
import { leaveForOidc, returnFromOidc } from '../oidc.ts'
import { signInOptions } from '../sign-in-options.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

/** The anti-forgery token of the form, and coming back from the organisation's own sign-in. Nothing else is there. */
export async function GET(request: NextRequest, context: Context): Promise<Response> {
  return answer('GET', async () => {
    if ((await pathOf(context)) === 'callback/oidc') return comeBack(request)
    await onlyAt(context, 'csrf')
    fixPublicUrl()
    return NextAuth(
      request,
      context,
      signInOptions(async () => null),
    )
  })
}

/** Signs in with e-mail and password, or leaves for the organisation's own sign-in. */
export async function POST(request: NextRequest, context: Context): Promise<Response> {
  return answer('POST', async () => {
    const isLeaving = (await pathOf(context)) === 'signin/oidc'
    if (!isLeaving) await onlyAt(context, 'callback/credentials')
    refuseForeignWrite(request, env().EARSHOT_URL)
    const body = await readJson(request, 8 * 1024)
    if (isLeaving) return leave(request, body)
    const given = credentialsSchema.safeParse(body)
    if (!given.success) throw new Refused('bad-request', 'Send email, password and csrfToken.')
    fixPublicUrl()
    return signInThrough(request, context, given.data)
  })
}

async function leave(request: Request, body: unknown): Promise<Response> {
  const given = leaveForOidcSchema.safeParse(body)
  if (!given.success) throw new Refused('bad-request', 'Send csrfToken.')
  const { location, cookies } = await leaveForOidc(request, given.data.csrfToken, given.data.next)
  return Response.json({ url: location }, { headers: withCookies(cookies) })
}

async function comeBack(request: Request): Promise<Response> {
  const { location, cookies } = await returnFromOidc(request)
  const headers = withCookies(cookies)
  headers.set('Location', location)
  return new Response(null, { status: 303, headers })
}

function withCookies(cookies: readonly string[]): Headers {
  const headers = new Headers(replyHeaders)
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return headers
}

type Given = { email: string; password: string; csrfToken: string }

/** next-auth swallows what `authorize` throws, so the outcome is kept beside it. */
async function signInThrough(request: NextRequest, context: Context, given: Given): Promise<Response> {
  const { email, password, csrfToken } = given
  const attempt = {
    email,
    password,
    network: clientNetwork(request.headers),
    userAgent: request.headers.get('user-agent') ?? '',
  }
  let entered = false
  let failure: unknown = new Refused('not-allowed', 'The sign-in form is out of date. Reload the page.')
  const options = signInOptions(async () => {
    try {
      const { memberId, name, signInSecret } = await signIn(attempt, sharedThrottle(), new Date())
      entered = true
      return { id: memberId, name, email, signInSecret }
    } catch (error) {
      failure = error
      return null
    }
  })
  const again = new Rebuilt(request.url, {
    method: 'POST',
    headers: request.headers,
    body: JSON.stringify({ csrfToken, json: 'true' }),
  })
  const reply: Response = await NextAuth(again, context, options)
  if (!entered) throw failure
  return Response.json({ ok: true }, { headers: withCookies(reply.headers.getSetCookie()) })
}

const pathOf = async (context: Context): Promise<string> => (await context.params).nextauth.join('/')

async function onlyAt(context: Context, path: string): Promise<void> {
  if ((await pathOf(context)) !== path) throw new Refused('not-found', 'No such thing.')
}

/** next-auth reads its own address from here; it must never come from a request's Host header. */
function fixPublicUrl(): void {
  process.env.NEXTAUTH_URL = env().EARSHOT_URL
}

async function answer(method: string, act: () => Promise<Response>): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    return replyToError(error, crypto.randomUUID(), `${method} /api/auth`)
  }
}
