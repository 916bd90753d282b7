import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NextRequest } from 'next/server.js'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { memberFromCookieHeader } from '#lib/access/require-member.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { env, forgetEnv } from '#lib/env.server.ts'
import { GET, POST } from './[...nextauth]/route.ts'
import { leaveForOidc, returnFromOidc } from './oidc.ts'
import { runNextAuth } from './run-next-auth.ts'
import { signInOptions } from './sign-in-options.ts'

/** A real OpenID Connect server on this machine, and a browser that walks to it and back. */

type Person = { sub: string; email?: string; email_verified?: boolean; name?: string; groups?: string[] }
let person: Person
let server: Server
let issuer: string
const secret = 'a secret of the client, long enough'
const kept = { ...process.env }

beforeAll(async () => {
  server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'earshot',
        client_secret: secret,
        redirect_uris: [`${env().EARSHOT_URL}/api/auth/callback/oidc`],
      },
    ],
    cookies: { keys: ['keys of this test alone'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: { Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, Interaction: 600 },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ ...person, sub }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    // whoever comes is signed in as `person` and agrees to everything
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client?.clientId ?? '',
        accountId: context.oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, reply) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, reply)
    void provider.interactionFinished(request, reply, { login: { accountId: person.sub } })
  })
  process.env.EARSHOT_OIDC_ISSUER = issuer
  process.env.EARSHOT_OIDC_CLIENT_ID = 'earshot'
  process.env.EARSHOT_OIDC_CLIENT_SECRET = secret
  forgetEnv()
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name]
  forgetEnv()
  await closePools()
})

beforeEach(() => {
  person = { sub: crypto.randomUUID(), email: `${crypto.randomUUID()}@people.example`, email_verified: true }
})

/** Cookies as a browser keeps them, of one site. */
class Jar {
  readonly held = new Map<string, string>()
  take(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';')
      const [name = '', ...value] = pair.split('=')
      if (value.join('=') === '' || /max-age=0|1970/i.test(cookie)) this.held.delete(name)
      else this.held.set(name, value.join('='))
    }
  }
  header(): string {
    return [...this.held].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

const request = (path: string, jar: Jar, method = 'GET') =>
  new Request(env().EARSHOT_URL + path, {
    method,
    headers: { cookie: jar.header(), 'user-agent': 'a browser' },
  })

function leaveByRoute(jar: Jar, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const own = {
    'content-type': 'application/json',
    origin: env().EARSHOT_URL,
    'sec-fetch-site': 'same-origin',
  }
  return POST(
    new NextRequest(`${env().EARSHOT_URL}/api/auth/signin/oidc`, {
      method: 'POST',
      headers: { ...own, ...headers, cookie: jar.header() },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({ nextauth: ['signin', 'oidc'] }) },
  )
}

/** The token of our own form, which the browser also holds as a cookie. */
async function formToken(jar: Jar): Promise<string> {
  const token = await runNextAuth(
    request('/api/auth/csrf', jar),
    'csrf',
    signInOptions(async () => null),
  )
  jar.take(token.cookies)
  return decodeURIComponent(jar.held.get('earshot-csrf') ?? '').split('|')[0] ?? ''
}

/** From our button to the server. */
async function leave(jar: Jar, next: string | null = null): Promise<string> {
  const csrfToken = await formToken(jar)
  const reply = await leaveForOidc(request('/api/auth/signin/oidc', jar, 'POST'), csrfToken, next)
  jar.take(reply.cookies)
  return reply.location ?? ''
}

/** Through the server: signing in there, agreeing, until it sends the browser back to us. */
async function walk(from: string): Promise<string> {
  const jar = new Jar()
  let at = from
  for (let hops = 0; hops < 10; hops++) {
    const reply = await fetch(at, { redirect: 'manual', headers: { cookie: jar.header() } })
    jar.take(reply.headers.getSetCookie())
    const location = reply.headers.get('location')
    if (!location) throw new Error(`the server stopped at ${at}: ${reply.status} ${await reply.text()}`)
    at = new URL(location, at).href
    if (at.startsWith(env().EARSHOT_URL)) return at.slice(env().EARSHOT_URL.length)
  }
  throw new Error('the server never sent the browser back')
}

async function comeBack(jar: Jar, path: string) {
  const returned = await returnFromOidc(request(path, jar))
  jar.take(returned.cookies)
  return returned
}

async function signInThere(jar = new Jar(), next: string | null = null) {
  return { jar, ...(await comeBack(jar, await walk(await leave(jar, next)))) }
}

const identities = async (memberId: string) =>
  (await pool('owner').query('SELECT issuer, subject FROM oidc_identity WHERE member_id = $1', [memberId]))
    .rows

describe('the organisation’s own sign-in', () => {
  test('signs in the member with the same verified address, and knows them by identity from then on', async () => {
    const customer = await makeCustomer()
    const member = await makeMember({ email: person.email ?? '', customers: [customer], name: 'Olga' })
    const { jar, location, refused } = await signInThere(new Jar(), '/alerts?x=1')
    expect(refused).toBeNull()
    expect(location).toBe(`${env().EARSHOT_URL}/alerts?x=1`)
    expect(await memberFromCookieHeader(jar.header())).toMatchObject({
      ...{ id: member.id, name: 'Olga', role: 'operator', scope: { customerIds: [customer.id] } },
    })
    expect([...jar.held.keys()].filter((name) => name.includes('oidc'))).toEqual([])
    expect(await identities(member.id)).toEqual([{ issuer, subject: person.sub }])

    person = { ...person, email: 'moved@elsewhere.example', email_verified: false }
    const again = await signInThere()
    expect((await memberFromCookieHeader(again.jar.header()))?.id).toBe(member.id)
    const { rows } = await pool('owner').query(
      'SELECT kind FROM audit WHERE actor_id = $1 ORDER BY at, kind',
      [member.id],
    )
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual([
      'member.linked',
      'member.signed-in',
      'member.signed-in',
    ])
  })

  test.each([
    ['is no member', {}, false],
    ['has an address that nobody verified', { email_verified: false }, true],
    ['has an address of which nothing is said', { email_verified: undefined }, true],
    ['has no address', { email: undefined, email_verified: undefined }, true],
    ['has a look-alike of an address', { email: 'ann＠people.example' }, true],
  ])('whoever %s is not signed in', async (_what, wrong, isMember) => {
    if (isMember) await makeMember({ email: person.email ?? '' })
    person = { ...person, ...wrong }
    const { jar, location, refused } = await signInThere()
    expect(refused).not.toBeNull()
    expect(location).toBe(`${env().EARSHOT_URL}/sign-in?reason=oidc`)
    expect(await memberFromCookieHeader(jar.header())).toBeNull()
    expect(jar.held.has('earshot-sign-in')).toBe(false)
  })

  test('a member who was disabled stays out, known by identity or by address', async () => {
    const member = await makeMember({ email: person.email ?? '' })
    await signInThere()
    await pool('owner').query('UPDATE member SET disabled_at = now() WHERE id = $1', [member.id])
    expect((await signInThere()).refused).not.toBeNull()
    person = { ...person, sub: crypto.randomUUID() }
    expect((await signInThere()).refused).not.toBeNull()
  })

  test('an address that was given to somebody else there does not hand over the account', async () => {
    const member = await makeMember({ email: person.email ?? '' })
    await signInThere()
    person = { ...person, sub: crypto.randomUUID() }
    const { jar, refused } = await signInThere()
    expect(refused?.message).toContain('another account')
    expect(await memberFromCookieHeader(jar.header())).toBeNull()
    expect(await identities(member.id)).toHaveLength(1)
  })

  test('only where a role is configured for them do strangers become members, and as staff without customers', async () => {
    process.env.EARSHOT_OIDC_ROLE_CLAIM = 'groups'
    process.env.EARSHOT_OIDC_ROLES = 'noc:operator,leads:manager'
    forgetEnv()
    try {
      person = { ...person, name: 'Nia New', groups: ['people', 'leads'] }
      const { jar } = await signInThere()
      expect(await memberFromCookieHeader(jar.header())).toMatchObject({
        ...{ name: 'Nia New', role: 'manager', email: person.email, scope: { customerIds: [] } },
      })
      person = {
        sub: crypto.randomUUID(),
        email: `${crypto.randomUUID()}@x.example`,
        email_verified: true,
        groups: ['people'],
      }
      expect((await signInThere()).refused).not.toBeNull()
      person = { ...person, groups: ['noc'], email_verified: false }
      expect((await signInThere()).refused).not.toBeNull()
    } finally {
      delete process.env.EARSHOT_OIDC_ROLE_CLAIM
      delete process.env.EARSHOT_OIDC_ROLES
      forgetEnv()
    }
  })

  test('what comes back counts only in the browser that left, once, and unchanged', async () => {
    await makeMember({ email: person.email ?? '' })
    const jar = new Jar()
    const back = await walk(await leave(jar))
    const victim = new Jar()
    expect((await comeBack(victim, back)).refused).not.toBeNull()
    await leave(victim)
    expect((await comeBack(victim, back)).refused).not.toBeNull()
    expect(await memberFromCookieHeader(victim.header())).toBeNull()

    const other = new Jar()
    const swapped = await walk(await leave(other))
    const mixed = new URL(back, env().EARSHOT_URL)
    mixed.searchParams.set('code', new URL(swapped, env().EARSHOT_URL).searchParams.get('code') ?? '')
    const copy = new Jar()
    copy.take([...jar.held].map(([name, value]) => `${name}=${value}`))
    expect((await comeBack(copy, mixed.pathname + mixed.search)).refused).not.toBeNull()

    const before = jar.header()
    expect((await comeBack(jar, back)).refused).toBeNull()
    const replayed = new Jar()
    replayed.take(before.split('; '))
    expect((await comeBack(replayed, back)).refused).not.toBeNull()
  })

  test.each(['state', 'nonce', 'pkce'])('the %s cookie is no sign-in', async (kind) => {
    const jar = new Jar()
    await leave(jar)
    const value = jar.held.get(`earshot-oidc-${kind}`)
    expect(value).toBeTruthy()
    expect(await memberFromCookieHeader(`earshot-sign-in=${value}`)).toBeNull()
  })

  test.each(['earshot-oidc-state', 'earshot-oidc-nonce', 'earshot-oidc-pkce'])(
    'without its %s cookie nothing comes of it',
    async (name) => {
      await makeMember({ email: person.email ?? '' })
      const jar = new Jar()
      const back = await walk(await leave(jar))
      jar.held.delete(name)
      expect((await comeBack(jar, back)).refused).not.toBeNull()
    },
  )

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/api/v1/sign-out',
    `${'http://localhost:3000'}@evil.example`,
  ])('coming back never leads to %s', async (next) => {
    await makeMember({ email: person.email ?? '' })
    const { location } = await signInThere(new Jar(), next)
    expect(location).toBe(`${env().EARSHOT_URL}/`)
  })

  test('a form of another site does not start it', async () => {
    await expect(
      leaveForOidc(request('/api/auth/signin/oidc', new Jar(), 'POST'), 'a guessed token', null),
    ).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('gives a new sign-in, whatever cookie the browser brought along', async () => {
    await makeMember({ email: person.email ?? '' })
    const jar = new Jar()
    jar.held.set('earshot-sign-in', 'planted')
    await signInThere(jar)
    const first = jar.held.get('earshot-sign-in')
    expect(first).not.toBe('planted')
    await signInThere(jar)
    expect(jar.held.get('earshot-sign-in')).not.toBe(first)
  })

  test('goes the whole way through the addresses that browsers call', async () => {
    const member = await makeMember({ email: person.email ?? '' })
    const jar = new Jar()
    const csrfToken = await formToken(jar)
    const going = await leaveByRoute(jar, { csrfToken, next: '/live' })
    expect(going.status).toBe(200)
    jar.take(going.headers.getSetCookie())
    const back = await walk((await going.json()).url)
    const returned = await GET(
      new NextRequest(env().EARSHOT_URL + back, { headers: { cookie: jar.header() } }),
      { params: Promise.resolve({ nextauth: ['callback', 'oidc'] }) },
    )
    expect(returned.status).toBe(303)
    expect(returned.headers.get('location')).toBe(`${env().EARSHOT_URL}/live`)
    expect(returned.headers.get('cache-control')).toContain('no-store')
    jar.take(returned.headers.getSetCookie())
    expect((await memberFromCookieHeader(jar.header()))?.id).toBe(member.id)
  })

  test('is started by our own pages only', async () => {
    const jar = new Jar()
    const csrfToken = await formToken(jar)
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await leaveByRoute(jar, { csrfToken }, foreign)).status).toBe(403)
    expect((await leaveByRoute(jar, { csrfToken, role: 'admin' })).status).toBe(400)
    expect((await leaveByRoute(jar, { csrfToken }, { 'content-type': 'text/plain' })).status).toBe(403)
  })

  test('is not there where none is configured', async () => {
    const issuerBefore = process.env.EARSHOT_OIDC_ISSUER
    for (const name of ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET']) delete process.env[`EARSHOT_OIDC_${name}`]
    forgetEnv()
    try {
      await expect(
        returnFromOidc(request('/api/auth/callback/oidc?code=x&state=y', new Jar())),
      ).rejects.toMatchObject({
        code: 'not-found',
      })
    } finally {
      process.env.EARSHOT_OIDC_ISSUER = issuerBefore
      process.env.EARSHOT_OIDC_CLIENT_ID = 'earshot'
      process.env.EARSHOT_OIDC_CLIENT_SECRET = secret
      forgetEnv()
    }
  })
})
