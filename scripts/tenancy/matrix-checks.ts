import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { type Role, roles } from '#lib/access/member.ts'
import { can, type RouteKey, routes } from '#lib/access/rights.ts'
import type { IdKind, RouteRight } from '#lib/access/route-right.ts'
import { signInCookieName } from '#lib/access/sign-in-cookie.ts'
import { type Answer, ask, eachOf, ownWrite } from './ask.ts'
import { leakIn } from './canaries.ts'
import type { Report } from './report.ts'
import { type Person, password, signInDirectly, type Tenant } from './tenants.ts'

const idChoices = ['own', 'foreign', 'missing', 'malformed'] as const
type IdChoice = (typeof idChoices)[number]
const tricks = ['none', 'query', 'headers', 'body', 'cookie'] as const
type Trick = (typeof tricks)[number]
type Actor = Role | 'anonymous'

type Case = { key: RouteKey; right: RouteRight; actor: Actor; ids: IdChoice; inQuery: boolean; trick: Trick }

import { alertBodies } from './planted/alerts.ts'
import { incidentWordBodies } from './planted/incident-words.ts'
import { incidentBodies, incidentRefusals } from './planted/incidents.ts'
import { intakeBodies } from './planted/intake.ts'
import { learningBodies } from './planted/learning.ts'
import { notificationBodies } from './planted/notifications.ts'
import { peopleBodies, plantApiToken } from './planted/people.ts'
import { reportBodies } from './planted/reports.ts'
import { ruleBodies } from './planted/rules.ts'
import { statusBodies } from './planted/status.ts'
import { suppressionBodies } from './planted/suppression.ts'

/** Bodies that are right, so that what is refused is refused for who asks, not for what is sent. */
const bodies: Partial<Record<RouteKey, (of: Tenant) => object>> = {
  'POST /api/v1/me/password': () => ({ current: 'not the current password', next: 'long enough to be one' }),
  'POST /api/v1/customers': () => ({ name: 'Made by the check', slug: `made-${randomUUID().slice(0, 13)}` }),
  'POST /api/v1/customers/[customerId]/apps': () => ({
    name: 'Made',
    slug: `made-${randomUUID().slice(0, 13)}`,
  }),
  'POST /api/v1/apps/[appId]/keys': () => ({ kind: 'secret' }),
  'POST /api/v1/sessions/[sessionId]/notes': () => ({ body: 'Made by the check' }),
  'PUT /api/v1/sessions/[sessionId]/pin': () => ({ reason: 'Made by the check' }),
  'PUT /api/v1/findings/[findingId]/opinion': () => ({ opinion: 'wrong', comment: 'Made by the check' }),
  'POST /api/v1/members': () => ({
    email: `made-${randomUUID()}@check.example`,
    name: 'Made',
    role: 'operator',
    password,
  }),
  ...alertBodies,
  ...incidentBodies,
  ...incidentWordBodies,
  ...learningBodies,
  ...reportBodies,
  ...statusBodies,
  ...peopleBodies,
  ...ruleBodies,
  ...suppressionBodies,
  ...notificationBodies,
  ...intakeBodies,
}
/** Right requests whose right answer is a refusal: nothing to read without a customer, a wrong password. */
const refusedWhenRight: Partial<Record<RouteKey, number[]>> = {
  ...incidentRefusals,
  'POST /api/v1/me/password': [400, 429],
  // an object of JSON is no dump; two imports at once are enough
  'POST /api/v1/imports': [415, 429],
  // whoever asks second has an old version, and only what is finished can be opened again
  'PUT /api/v1/incidents/[incidentId]/review': [200, 409],
  'POST /api/v1/incidents/[incidentId]/review/status': [200, 409],
  'PUT /api/v1/incidents/[incidentId]/review/tasks/[task]': [200, 404, 409],
  'PATCH /api/v1/corrective-actions/[actionId]': [200, 409],
  'POST /api/v1/corrective-actions/[actionId]/done': [200, 409],
  'POST /api/v1/corrective-actions/[actionId]/decline': [200, 409],
  'POST /api/v1/corrective-actions/[actionId]/reopen': [200, 409],
  // only what was published exists for a customer's page
  'GET /api/v1/status/incidents/[incidentId]': [200, 404],
  // changed, deleted or shown by an earlier one of these requests: another version, or there no more
  'PUT /api/v1/incident-notes/[noteId]': [200, 409],
  'DELETE /api/v1/incident-notes/[noteId]': [200, 409],
  'PUT /api/v1/incident-updates/[updateId]': [200, 404, 409],
  'DELETE /api/v1/incident-updates/[updateId]': [200, 400, 404],
  'POST /api/v1/incident-updates/[updateId]/publish': [200, 404, 409],
  'POST /api/v1/incident-updates/[updateId]/withdraw': [200, 404, 409],
  'GET /api/v1/incident-updates/[updateId]/preview': [200, 404],
  'PUT /api/v1/update-templates/[templateId]': [200, 404, 409],
  'DELETE /api/v1/update-templates/[templateId]': [200, 404],
  // gone for good with the first of these requests
  'PUT /api/v1/routes/[routeId]': [200, 404, 409],
  'DELETE /api/v1/routes/[routeId]': [200, 404],
  'PUT /api/v1/inhibitions/[inhibitionId]': [200, 404],
  'DELETE /api/v1/inhibitions/[inhibitionId]': [200, 404],
  'DELETE /api/v1/schedule-overrides/[overrideId]': [200, 404],
  // only administrators see every policy that may use it
  'DELETE /api/v1/schedules/[scheduleId]': [200, 403, 409],
  // read by all staff until an administrator deletes it
  'GET /api/v1/schedules/[scheduleId]/shifts': [200, 404],
}

/** Their bodies are files: nothing in them names a tenant. */
const uploads: ReadonlySet<RouteKey> = new Set(['POST /api/v1/imports'])

/** Every route × role × kind of id × way to smuggle another tenant in. */
export function matrixCases(): Case[] {
  const cases: Case[] = []
  for (const [key, right] of Object.entries(routes) as [RouteKey, RouteRight][])
    for (const actor of ['anonymous', ...roles] as const)
      for (const trick of tricks) {
        const named = right.ids ?? right.queryIds
        for (const ids of named ? idChoices : (['own'] as const))
          cases.push({ key, right, actor, ids, inQuery: right.queryIds !== undefined, trick })
      }
  return cases
}

export type Ground = { web: string; mine: Tenant; theirs: Tenant; report: Report }

export async function checkMatrix(ground: Ground): Promise<void> {
  const tokens = new Map<Actor, string>()
  for (const role of roles) tokens.set(role, (await signInDirectly(ground.mine.people[role])).token)
  const cases = matrixCases()
  const replies = new Map<string, Answer>()
  // reads first: writes change what there is to read
  for (const writes of [false, true])
    await eachOf(
      cases.filter(({ key }) => key.startsWith('GET') !== writes),
      6,
      async (one) => {
        const token = writes ? await freshToken(ground, one.actor) : (tokens.get(one.actor) ?? null)
        const answer = await askCase(ground, one, token)
        replies.set(nameOf(one), answer)
        judge(ground, one, answer)
      },
    )
  for (const one of cases) if (one.ids === 'foreign') compareWithMissing(ground, one, replies)
}

async function freshToken(ground: Ground, actor: Actor): Promise<string | null> {
  return actor === 'anonymous' ? null : (await signInDirectly(ground.mine.people[actor])).token
}

async function askCase(ground: Ground, one: Case, token: string | null): Promise<Answer> {
  const [method = 'GET', pattern = ''] = one.key.split(' ')
  const { mine, theirs, web } = ground
  const named = await namedIds(one, mine, theirs)
  let path = pattern
  for (const [name, id] of Object.entries(named.path))
    path = path.replace(`[${name}]`, encodeURIComponent(id))
  for (const [name, word] of Object.entries(wordsInPaths)) path = path.replace(`[${name}]`, word)
  const query = new URLSearchParams(named.query)
  const headers: Record<string, string> = method === 'GET' ? {} : ownWrite(web)
  const body: Record<string, unknown> = { ...bodies[one.key]?.(mine) }
  let cookie = token ? `${signInCookieName(web)}=${token}` : ''
  if (one.trick === 'query') for (const name of smuggled) query.set(name, theirs.customerId)
  if (one.trick === 'headers') Object.assign(headers, smuggledHeaders(theirs))
  if (one.trick === 'body') for (const name of smuggled) body[name] = theirs.customerId
  if (one.trick === 'cookie')
    cookie = [`customer=${theirs.customerId}`, cookie, `tenant=${theirs.word}`].join('; ')
  const search = query.size > 0 ? `?${query}` : ''
  return ask(web, {
    method,
    path: path + search,
    cookie,
    headers:
      one.trick === 'body' && method === 'GET' ? { ...headers, 'content-type': 'application/json' } : headers,
    body: method === 'GET' && one.trick !== 'body' ? null : JSON.stringify(body),
  })
}

/** Parts of paths that name no row. */
const wordsInPaths = { time: 'acknowledged', key: 'triage', task: 'timeline' }

const smuggled = ['customerId', 'customer_id', 'tenant', 'tenantId', 'role', 'scope', 'memberId', '__proto__']

function smuggledHeaders(theirs: Tenant): Record<string, string> {
  return {
    'x-customer-id': theirs.customerId,
    'x-tenant-id': theirs.customerId,
    'x-earshot-customer': theirs.customerId,
    'x-member-id': theirs.people.admin.id,
    'x-forwarded-host': 'elsewhere.example',
    'x-forwarded-user': theirs.people.admin.email,
    'x-original-url': `/api/v1/status?customer=${theirs.customerId}`,
    'x-rewrite-url': `/api/v1/status?customer=${theirs.customerId}`,
    'x-http-method-override': 'GET',
    'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
    'x-middleware-rewrite': `/api/v1/status?customer=${theirs.customerId}`,
    'x-matched-path': '/api/v1/me',
    authorization: `Bearer ${theirs.customerId}`,
  }
}

type Named = { path: Record<string, string>; query: Record<string, string> }

async function namedIds(one: Case, mine: Tenant, theirs: Tenant): Promise<Named> {
  const fill = async (kinds: Readonly<Record<string, IdKind>> = {}) => {
    const filled: Record<string, string> = {}
    for (const [name, kind] of Object.entries(kinds)) filled[name] = await idOf(kind, one, mine, theirs)
    return filled
  }
  return { path: await fill(one.right.ids), query: await fill(one.right.queryIds) }
}

async function idOf(kind: IdKind, { ids, actor }: Case, mine: Tenant, theirs: Tenant): Promise<string> {
  if (ids === 'missing') return kind === 'report-code' ? 'NQBQDY' : uuidv7()
  if (ids === 'malformed') return "1' OR '1'='1"
  const of = ids === 'own' ? mine : theirs
  if (kind === 'sign-in') {
    const person: Person =
      ids === 'own' && actor !== 'anonymous' ? mine.people[actor] : theirs.people.operator
    return (await signInDirectly(person)).signInId
  }
  if (kind === 'api-token') {
    const own = ids === 'own' && actor !== 'anonymous'
    // its word is that of whose token it is: a foreign word in one's own list would look like a leak
    return own
      ? plantApiToken(mine.people[actor].id, mine.word)
      : plantApiToken(theirs.people.operator.id, theirs.word)
  }
  const ofKind = {
    session: of.sessionId,
    finding: of.findingId,
    'report-code': of.reportCode,
    customer: of.customerId,
    app: of.appId,
    key: of.keyId,
    import: of.importId,
    member: of.spare.id,
  }
  return kind in ofKind ? ofKind[kind as keyof typeof ofKind] : (of.planted[kind] ?? missingPlant(kind))
}

function missingPlant(kind: IdKind): never {
  throw new Error(`no ${kind} is planted in the tenants of this check: see scripts/tenancy/planted/`)
}

/** What the matrix says this must answer; several where the same request may meet what an earlier one did. */
function expected({ key, right, actor, ids, inQuery, trick }: Case): readonly number[] {
  if (actor === 'anonymous') return [401]
  if (!can(actor, right.permission)) return [403]
  if (trick === 'query') return ids === 'malformed' || !inQuery ? [400, 404] : [400]
  if (trick === 'body' && !key.startsWith('GET') && !uploads.has(key))
    return ids === 'malformed' ? [400, 404] : [400]
  if (ids === 'malformed') return inQuery ? [400] : [404]
  if (ids === 'missing') return [404]
  if (ids === 'foreign' && !isVisible(right, actor)) return [404]
  return refusedWhenRight[key] ?? [200, 201, 202, 409]
}

/** Whether a foreign id is one's own too: an administrator sees every customer, the installation's data is everybody's. */
const isVisible = ({ tenant }: RouteRight, actor: Actor) =>
  tenant === 'installation' || (actor === 'admin' && tenant !== 'self')

function judge({ mine, theirs, report }: Ground, one: Case, answer: Answer): void {
  const right = expected(one)
  const name = nameOf(one)
  report.check(
    right.includes(answer.status),
    () => `${name} answered ${answer.status}, not ${right.join(' or ')}`,
  )
  report.check(
    (answer.headers['cache-control'] ?? '').includes('no-store') || answer.status >= 404,
    () => `${name} may be cached: ${answer.headers['cache-control']}`,
  )
  const everything = JSON.stringify(answer.headers) + answer.text
  if (one.actor !== 'admin')
    report.check(
      leakIn(everything, theirs.canaries) === null,
      () => `${name} shows ${leakIn(everything, theirs.canaries)}`,
    )
  if (one.actor === 'anonymous')
    report.check(
      leakIn(everything, mine.canaries) === null,
      () => `${name} shows ${leakIn(everything, mine.canaries)}`,
    )
  report.check(!/password_?hash|token_?hash|argon2/i.test(everything), () => `${name} shows a secret’s name`)
}

function compareWithMissing({ report }: Ground, one: Case, replies: Map<string, Answer>): void {
  if (isVisible(one.right, one.actor)) return
  const foreign = replies.get(nameOf(one))
  const missing = replies.get(nameOf({ ...one, ids: 'missing' }))
  if (!foreign || !missing) return
  const same = JSON.stringify(shapeOf(foreign)) === JSON.stringify(shapeOf(missing))
  report.check(same, () => `${nameOf(one)} differs from a missing one`)
}

/** A reply without what differs every time. */
export function shapeOf({ status, headers, text }: Answer) {
  const { date: _date, ...kept } = headers
  return { status, headers: kept, text: text.replace(/"requestId":"[^"]*"/, '') }
}

function nameOf({ key, actor, ids, trick }: Case): string {
  return `${key} as ${actor}, ${ids} id, ${trick === 'none' ? 'plainly' : `another tenant in the ${trick}`}`
}
