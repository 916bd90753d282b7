import { encode } from 'next-auth/jwt'
import { v7 as uuidv7 } from 'uuid'
import { type RouteKey, routes } from '#lib/access/rights.ts'
import { signInCookieName } from '#lib/access/sign-in-cookie.ts'
import { pool } from '#lib/db/pools.server.ts'
import { env } from '#lib/env.server.ts'
import { type Answer, ask, eachOf, ownWrite } from './ask.ts'
import { leakIn } from './canaries.ts'
import type { Ground } from './matrix-checks.ts'
import { password, signInDirectly } from './tenants.ts'

const cookieFor = (web: string, token: string) => `${signInCookieName(web)}=${token}`

/** Writes that do not come from our own pages change nothing. */
export async function checkForeignWrites({ web, mine, report }: Ground): Promise<void> {
  const { token } = await signInDirectly(mine.people.admin)
  const json = { 'content-type': 'application/json' }
  const variants: [string, Record<string, string>][] = [
    ['no origin at all', json],
    ['a foreign origin', { ...json, origin: 'https://elsewhere.example' }],
    ['origin null', { ...json, origin: 'null' }],
    ['our host on another port', { ...json, origin: 'http://localhost:1' }],
    ['our origin as a prefix', { ...json, origin: `${web}.elsewhere.example` }],
    ['https instead of http', { ...json, origin: web.replace('http:', 'https:') }],
    ['cross-site', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['same-site', { ...json, 'sec-fetch-site': 'same-site' }],
    ['a navigation', { ...json, 'sec-fetch-site': 'none' }],
    ['cross-site with our origin', { ...json, origin: web, 'sec-fetch-site': 'cross-site' }],
    ['text/plain', { ...ownWrite(web), 'content-type': 'text/plain' }],
    ['a form', { ...ownWrite(web), 'content-type': 'application/x-www-form-urlencoded' }],
    ['multipart', { ...ownWrite(web), 'content-type': 'multipart/form-data; boundary=x' }],
    ['no type', { origin: web, 'sec-fetch-site': 'same-origin' }],
  ]
  const writes = (Object.keys(routes) as RouteKey[]).filter((key) => !key.startsWith('GET'))
  for (const key of writes)
    await eachOf(variants, 6, async ([what, headers]) => {
      const [method = '', pattern = ''] = key.split(' ')
      const path = pattern.replace(/\[\w+\]/g, mine.customerId)
      const { status } = await ask(web, { method, path, cookie: cookieFor(web, token), headers, body: '{}' })
      report.check(status === 403, () => `${key} with ${what} answered ${status}, not 403`)
    })
  const still = await ask(web, { path: '/api/v1/me', cookie: cookieFor(web, token) })
  report.check(still.status === 200, () => 'a foreign write ended the sign-in')
}

/** A method that a route does not have is not a way in. */
export async function checkOtherMethods({ web, mine, report }: Ground): Promise<void> {
  const { token } = await signInDirectly(mine.people.admin)
  const paths = new Map<string, Set<string>>()
  for (const key of Object.keys(routes)) {
    const [method = '', path = ''] = key.split(' ')
    paths.set(path, (paths.get(path) ?? new Set()).add(method))
  }
  for (const [path, has] of paths)
    await eachOf(
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !has.has(method)),
      5,
      async (method) => {
        const asking = {
          method,
          path: path.replace(/\[\w+\]/g, mine.customerId),
          cookie: cookieFor(web, token),
        }
        const { status } = await ask(web, {
          ...asking,
          headers: ownWrite(web),
          body: method === 'GET' ? null : '{}',
        })
        report.check(status === 405, () => `${method} ${path} answered ${status}, not 405`)
      },
    )
}

/** Cookies that are no sign-in are 401, never 500. */
export async function checkBadCookies({ web, mine, theirs, report }: Ground): Promise<void> {
  const secret = env().AUTH_SECRET
  const good = await signInDirectly(mine.people.admin)
  const sealed = (token: Record<string, unknown>, key = secret, maxAge = 3600) =>
    encode({ token, secret: key, maxAge })
  const foreignSid = await sealed({ sub: theirs.people.admin.id, sid: 'x'.repeat(43) })
  const tokens: [string, string][] = [
    ['nothing', ''],
    ['noise', 'abc'],
    ['dots', '.....'],
    ['a bad escape', '%'],
    ['another bad escape', '%E0%A4%A'],
    ['latin letters', 'æøå'],
    ['quotes', '"%00"'],
    ['a long one', 'a'.repeat(6_000)],
    ['no alg', 'eyJhbGciOiJub25lIn0.e30.'],
    ['cut short', good.token.slice(0, -8)],
    [
      'one letter changed',
      `${good.token.slice(0, 60)}${good.token[60] === 'A' ? 'B' : 'A'}${good.token.slice(61)}`,
    ],
    [
      'another secret',
      await sealed({ sub: mine.people.admin.id, sid: 'x'.repeat(43) }, 'another secret, long enough!!!!!'),
    ],
    ['no sign-in inside', await sealed({ sub: mine.people.admin.id })],
    ['an unknown sign-in', foreignSid],
    ['another kind of token', await sealed({ state: 'x', value: 'y', code_verifier: 'z' })],
    ['lists inside', await sealed({ sub: [mine.people.admin.id], sid: ['x'] })],
    ['run out', await sealed({ sub: mine.people.admin.id, sid: 'x'.repeat(43) }, secret, -60)],
  ]
  const headers: [string, Record<string, string>][] = [
    ['a bad bearer', { authorization: 'Bearer %' }],
    ['a bearer with the token', { authorization: `Bearer ${good.token}` }],
    ['basic', { authorization: 'Basic Og==' }],
  ]
  await eachOf(tokens, 4, async ([what, token]) => {
    const raw = Buffer.from(cookieFor(web, token), 'utf8').toString('latin1')
    const { status } = await ask(web, { path: '/api/v1/me', cookie: raw })
    report.check(status === 401, () => `a cookie with ${what} answered ${status}, not 401`)
  })
  await eachOf(headers, 3, async ([what, extra]) => {
    const { status } = await ask(web, { path: '/api/v1/me', headers: extra })
    report.check(status === 401, () => `${what} answered ${status}, not 401`)
  })
}

/** What ended stays ended, from the very next request on. */
export async function checkEnds({ web, mine, theirs, report }: Ground): Promise<void> {
  const read = (token: string) => ask(web, { path: '/api/v1/me', cookie: cookieFor(web, token) })
  const write = (path: string, token: string, body = '{}') =>
    ask(web, { method: 'POST', path, cookie: cookieFor(web, token), headers: ownWrite(web), body })
  const admin = await signInDirectly(mine.people.admin)

  const copied = await signInDirectly(mine.people.operator)
  const out = await write('/api/v1/sign-out', copied.token)
  report.check(
    out.status === 200 && /Max-Age=0/.test(out.headers['set-cookie'] ?? ''),
    () => 'signing out keeps the cookie',
  )
  report.check((await read(copied.token)).status === 401, () => 'a copied cookie works after signing out')

  const [first, second] = [
    await signInDirectly(mine.people.manager),
    await signInDirectly(mine.people.manager),
  ]
  await write(`/api/v1/me/sign-ins/${first.signInId}/revoke`, second.token)
  report.check((await read(first.token)).status === 401, () => 'a revoked sign-in still works')
  report.check((await read(second.token)).status === 200, () => 'revoking one sign-in ended another')

  const locked = await signInDirectly(theirs.spare)
  await write(`/api/v1/members/${theirs.spare.id}/enable`, admin.token)
  await write(`/api/v1/members/${theirs.spare.id}/disable`, admin.token)
  report.check((await read(locked.token)).status === 401, () => 'a disabled person is still in')
  await write(`/api/v1/members/${theirs.spare.id}/enable`, admin.token)
  report.check((await read(locked.token)).status === 401, () => 'enabling a person revived an old sign-in')

  const demoted = await signInDirectly(mine.spare)
  await write(`/api/v1/members/${mine.spare.id}/enable`, admin.token)
  const again = await signInDirectly(mine.spare)
  await pool('owner').query(`UPDATE member SET role = 'customer' WHERE id = $1`, [mine.spare.id])
  const sessions = await ask(web, { path: '/api/v1/sessions', cookie: cookieFor(web, again.token) })
  report.check(sessions.status === 403, () => `a demoted person still reads calls (${sessions.status})`)
  await pool('owner').query('DELETE FROM membership WHERE member_id = $1', [mine.spare.id])
  const status = await ask(web, { path: '/api/v1/status', cookie: cookieFor(web, again.token) })
  report.check(status.status === 404, () => `a person without a customer reads a status (${status.status})`)
  report.check((await read(demoted.token)).status !== 500, () => 'an old sign-in crashes')

  const aged = await signInDirectly(mine.people.operator)
  await pool('owner').query(`UPDATE sign_in SET last_seen_at = now() - interval '31 minutes' WHERE id = $1`, [
    aged.signInId,
  ])
  report.check((await read(aged.token)).status === 401, () => 'a sign-in unused for 31 minutes still works')
  const old = await signInDirectly(mine.people.operator)
  await pool('owner').query(`UPDATE sign_in SET expires_at = now() - interval '1 second' WHERE id = $1`, [
    old.signInId,
  ])
  report.check((await read(old.token)).status === 401, () => 'a sign-in past its end still works')
}

/** Reading never changes anything but when somebody was last seen. */
export async function checkReadsChangeNothing({ web, mine, report }: Ground): Promise<void> {
  const people = await Promise.all(Object.values(mine.people).map(signInDirectly))
  const before = await fingerprint()
  const paths = Object.keys(routes).map((key) =>
    (key.split(' ')[1] ?? '').replace(/\[\w+\]/g, mine.sessionId),
  )
  for (const { token } of people)
    await eachOf([...new Set(paths)], 6, async (path) => {
      await ask(web, { path, cookie: cookieFor(web, token) })
      await ask(web, { method: 'HEAD', path, cookie: cookieFor(web, token) })
    })
  report.check((await fingerprint()) === before, () => 'a GET changed the database')
}

async function fingerprint(): Promise<string> {
  const tables = [
    'customer',
    'app',
    'app_key',
    'member',
    'membership',
    'session',
    'participant',
    'event',
    'finding',
    'finding_opinion',
    'session_note',
    'report_code',
    'audit',
  ]
  const parts = tables.map(
    (table) => `SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS sum FROM ${table} t`,
  )
  parts.push(
    `SELECT md5(coalesce(string_agg(id::text || coalesce(revoked_at::text, ''), '' ORDER BY id), '')) FROM sign_in`,
  )
  const { rows } = await pool('owner').query(parts.join(' UNION ALL '))
  return JSON.stringify(rows)
}

/** Pages ask for themselves: anonymous ones are sent away, nobody sees another tenant in the HTML. */
export async function checkPages({ web, mine, theirs, report }: Ground): Promise<void> {
  const tricks: Record<string, string>[] = [
    {},
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-rewrite': '/live', 'x-matched-path': '/sign-in', 'x-invoke-path': '/sign-in' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { 'next-action': 'x'.repeat(40) },
  ]
  const ids = [mine.sessionId, theirs.sessionId, uuidv7()]
  const paths = [
    '/',
    '/live',
    '/sessions',
    `/sessions?customer=${theirs.customerId}&q=customer:${theirs.word}`,
    '/breakdown?view=kpis',
    `/breakdown?customer=${theirs.customerId}`,
    '/fleet',
    '/alerts',
    `/alerts?customer=${theirs.customerId}`,
    ...ids.map((id) => `/alerts/${id}`),
    '/status',
    `/status?customer=${theirs.customerId}`,
    ...ids.map((id) => `/sessions/${id}`),
    ...[mine.reportCode, theirs.reportCode, 'NQBQDY'].map((code) => `/r/${code}`),
  ]
  for (const path of paths)
    await eachOf(tricks, 3, async (headers) => {
      const answer = await ask(web, { path, headers })
      const seen = leakIn(answer.text + JSON.stringify(answer.headers), canariesBut(mine, path))
      report.check(seen === null, () => `${path} shows ${seen} to nobody in particular`)
      report.check(answer.status < 500, () => `${path} answered ${answer.status}`)
    })
  for (const person of Object.values(mine.people)) {
    if (person.role === 'admin') continue
    const { token } = await signInDirectly(person)
    for (const path of paths) {
      const answer = await ask(web, { path, cookie: cookieFor(web, token) })
      const seen = leakIn(answer.text, canariesBut(theirs, path))
      report.check(seen === null, () => `${path} shows ${seen} to ${person.role}`)
    }
  }
}

/** The ids that stand in the address are no secret in the answer. */
function canariesBut({ canaries }: Ground['mine'], path: string): Ground['mine']['canaries'] {
  return {
    word: canaries.word,
    values: new Set([...canaries.values].filter((value) => !path.includes(value))),
  }
}

/** The form: ten tries, then nobody from that network, right password or not; the owner elsewhere gets in. */
export async function checkSignInForm({ web, mine, report }: Ground): Promise<void> {
  const email = mine.people.customer.email
  const enter = (
    given: { email: string; password: string },
    from?: string,
    headers: Record<string, string> = {},
  ) => signInByForm(web, given, from, headers)
  const right = await enter({ email, password })
  const cookie = /earshot-sign-in=([^;,\s]+)/.exec(right.headers['set-cookie'] ?? '')?.[1] ?? ''
  report.check(right.status === 200 && cookie !== '', () => `a right password answered ${right.status}`)
  report.check(/HttpOnly/i.test(right.headers['set-cookie'] ?? ''), () => 'the cookie can be read by scripts')
  report.check(
    /earshot-sign-in=(?:[^,]|, \d)*SameSite=Lax/i.test(right.headers['set-cookie'] ?? ''),
    () => 'the cookie goes to other sites',
  )
  const me = await ask(web, { path: '/api/v1/me', cookie: cookieFor(web, cookie) })
  report.check(me.status === 200, () => 'the form’s cookie does not sign in')

  const known: Answer = await enter({ email, password: 'wrong' })
  const unknown = await enter({ email: `nobody@${mine.word}.example`, password: 'wrong' })
  report.check(known.status === 401, () => `a wrong password answered ${known.status}`)
  const withoutId = (answer: Answer) => `${answer.status} ${answer.text.replace(/"requestId":"[^"]*"/, '')}`
  report.check(withoutId(known) === withoutId(unknown), () => 'an unknown account answers differently')

  for (let i = 0; i < 12; i++)
    await enter({ email, password: 'wrong' }, undefined, { 'x-forwarded-for': `203.0.113.${i}` })
  const locked = await enter({ email, password }, undefined, {
    'x-forwarded-for': '198.51.100.7',
    'x-earshot-peer': '198.51.100.8',
  })
  report.check(
    locked.status === 429,
    () => `after twelve tries the right password answered ${locked.status}, not 429`,
  )
  report.check(Number(locked.headers['retry-after']) > 0, () => 'the 429 does not say when to come back')
  if (process.platform === 'linux') {
    const elsewhere = await enter({ email, password }, '127.0.0.2')
    report.check(elsewhere.status === 200, () => `the owner from another network got ${elsewhere.status}`)
  }
  const foreign = await ask(web, {
    method: 'POST',
    path: '/api/auth/callback/credentials',
    headers: { ...ownWrite(web), origin: 'https://elsewhere.example' },
    body: JSON.stringify({ email, password, csrfToken: 'x' }),
  })
  report.check(foreign.status === 403, () => `a sign-in from another site answered ${foreign.status}`)
  for (const path of ['session', 'providers', 'signin', 'signout', 'error', 'callback/credentials', '_log']) {
    const { status } = await ask(web, { path: `/api/auth/${path}` })
    report.check(status === 404, () => `GET /api/auth/${path} answered ${status}, not 404`)
  }
}

async function signInByForm(
  web: string,
  given: { email: string; password: string },
  from: string | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const csrf = await ask(web, { path: '/api/auth/csrf', ...(from ? { from } : {}) })
  const { csrfToken } = JSON.parse(csrf.text) as { csrfToken: string }
  const cookie = /earshot-csrf=[^;,\s]+/.exec(csrf.headers['set-cookie'] ?? '')?.[0] ?? ''
  return ask(web, {
    method: 'POST',
    path: '/api/auth/callback/credentials',
    cookie,
    headers: { ...ownWrite(web), ...headers },
    body: JSON.stringify({ ...given, csrfToken }),
    ...(from ? { from } : {}),
  })
}
