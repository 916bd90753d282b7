import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { changeSilence, expireSilence } from './change-silence.server.ts'
import { maintenancePlanSchema, newMaintenanceSchema, newSilenceSchema } from './contract.ts'
import { createMaintenance } from './create-maintenance.server.ts'
import { createSilence } from './create-silence.server.ts'
import { endMaintenance } from './end-maintenance.server.ts'
import { previewMute } from './preview-mute.server.ts'
import { readActiveSuppressions } from './read-active.server.ts'
import { readMaintenances } from './read-maintenances.server.ts'
import { readSilence, readSilences } from './read-silences.server.ts'
import { suppressionsOf } from './suppressions-of.ts'

let ours: TestCustomer
let theirs: TestCustomer
let ada: Member
let stranger: Member
let chief: Member

beforeAll(async () => {
  ;[ours, theirs] = [await makeCustomer(), await makeCustomer()]
  const member = async (
    role: 'operator' | 'admin',
    customers: TestCustomer[],
    name: string,
  ): Promise<Member> => ({
    ...(await makeMember({ role, customers: role === 'admin' ? [] : customers, name })),
    scope: { customerIds: customers.map(({ id }) => id) },
    signInId: crypto.randomUUID(),
  })
  ada = await member('operator', [ours], 'Ada')
  stranger = await member('operator', [theirs], 'Stranger')
  chief = await member('admin', [ours, theirs], 'Chief')
})
afterAll(closePools)

const now = new Date('2026-06-01T12:00:00Z')
const hour = 3_600_000
const inHours = (hours: number) => new Date(now.getTime() + hours * hour)
const app = (value: string) => ({ name: 'app', op: 'is' as const, value })
/** What serves all customers must mute nothing of other test files. */
const ofNobodyElse = app('only-in-this-file')
const silenceOf = (customer: TestCustomer | null, given: object = {}) =>
  newSilenceSchema.parse({
    customerId: customer?.id ?? null,
    matchers: [customer ? app('shop') : ofNobodyElse],
    endsAt: inHours(2).getTime(),
    comment: 'known',
    ...given,
  })
const workOf = (customer: TestCustomer | null, given: object = {}) =>
  newMaintenanceSchema.parse({
    customerId: customer?.id ?? null,
    name: 'Router update',
    matchers: customer ? [] : [ofNobodyElse],
    startsLocal: '2026-06-01T14:00',
    timeZone: 'Europe/Berlin',
    durationMs: 2 * hour,
    ...given,
  })

async function makeAlert(
  customer: TestCustomer,
  given: { suppressedBy?: string; app?: string; open?: boolean } = {},
) {
  const id = uuidv7()
  const by = given.suppressedBy ? [{ kind: 'silence', id: given.suppressedBy, name: 'x', until: null }] : []
  await pool('owner').query(
    `INSERT INTO alert (customer_id, id, dedup_key, source, severity, title, summary, labels, state, started_at, opened_at,
                        last_seen_at, suppressed_by, closed_at, updated_at)
     VALUES ($1, $2, gen_random_uuid()::text, 'rule', 'major', 'Loss 6 %', 'loss', $3, $4, $5, $5, $5, $6, $7, $5)`,
    [
      customer.id,
      id,
      JSON.stringify({ app: given.app ?? 'shop' }),
      given.open === false ? 'resolved' : 'open',
      now,
      JSON.stringify(by),
      given.open === false ? now : null,
    ],
  )
  return id
}

async function mutedEvent(customer: TestCustomer, alertId: string, by: string, announced: boolean) {
  await pool('owner').query(
    `INSERT INTO alert_event (customer_id, alert_id, seq, id, at, kind, actor_kind, actor_name, data)
     VALUES ($1, $2, 1, $3, $4, 'suppressed', 'system', 'Earshot', $5)`,
    [customer.id, alertId, uuidv7(), now, JSON.stringify({ by: [{ kind: 'silence', id: by }], announced })],
  )
}

async function trail(subjectId: string) {
  const { rows } = await pool('owner').query(
    'SELECT kind, actor_name AS who, customer_id AS customer FROM audit WHERE subject_id = $1 ORDER BY id',
    [subjectId],
  )
  return rows
}
const refused = (code: string) => expect.objectContaining({ code })

describe('silences', () => {
  test('begin now, keep who and why, and are in the trail', async () => {
    const made = await createSilence(ada, silenceOf(ours), now)
    expect(made).toMatchObject({
      state: 'active',
      startsAt: now.getTime(),
      createdName: 'Ada',
      comment: 'known',
      customerName: ours.name,
    })
    expect(await trail(made.silenceId)).toEqual([{ kind: 'silence.created', who: 'Ada', customer: ours.id }])
  })

  test('other labels on one that mutes end it and leave it as it was, with a new one in its place', async () => {
    const old = await createSilence(ada, silenceOf(ours), now)
    const next = await changeSilence(ada, old.silenceId, { matchers: [app('desk')] }, inHours(1))
    expect(next).toMatchObject({
      replaces: old.silenceId,
      matchers: [app('desk')],
      startsAt: inHours(1).getTime(),
    })
    expect(await readSilence(ada.scope, old.silenceId, inHours(1))).toMatchObject({
      state: 'expired',
      matchers: [app('shop')],
      endsAt: inHours(1).getTime(),
    })
    expect((await trail(next.silenceId)).map(({ kind }) => kind)).toEqual(['silence.replaced'])
  })

  test('end at once, once, and are never gone', async () => {
    const made = await createSilence(ada, silenceOf(ours), now)
    expect(await expireSilence(ada, made.silenceId, inHours(1))).toMatchObject({ state: 'expired' })
    await expect(expireSilence(ada, made.silenceId, inHours(1))).rejects.toEqual(refused('already-done'))
    await expect(changeSilence(ada, made.silenceId, { comment: 'x' }, inHours(1))).rejects.toEqual(
      refused('already-done'),
    )
  })

  test('one that waits can be ended too', async () => {
    const made = await createSilence(ada, silenceOf(ours, { startsAt: inHours(1).getTime() }), now)
    expect(made.state).toBe('pending')
    expect(await expireSilence(ada, made.silenceId, now)).toMatchObject({ state: 'expired' })
  })

  test('two people who end and change one at once: one of them is told', async () => {
    const made = await createSilence(ada, silenceOf(ours), now)
    const results = await Promise.allSettled([
      expireSilence(ada, made.silenceId, inHours(1)),
      expireSilence(ada, made.silenceId, inHours(1)),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('of another customer do not exist', async () => {
    const made = await createSilence(ada, silenceOf(ours), now)
    const notFound = refused('not-found')
    await expect(createSilence(stranger, silenceOf(ours), now)).rejects.toEqual(notFound)
    await expect(readSilence(stranger.scope, made.silenceId, now)).rejects.toEqual(notFound)
    await expect(changeSilence(stranger, made.silenceId, { comment: 'x' }, now)).rejects.toEqual(notFound)
    await expect(expireSilence(stranger, made.silenceId, now)).rejects.toEqual(notFound)
    await expect(readSilences(stranger.scope, ours.id, now)).rejects.toEqual(notFound)
    const seen = await readSilences(stranger.scope, null, now)
    expect(seen.silences.map(({ silenceId }) => silenceId)).not.toContain(made.silenceId)
  })

  test('of every customer are made and ended by administrators alone, and seen by all', async () => {
    const notAllowed = refused('not-allowed')
    await expect(createSilence(ada, silenceOf(null), now)).rejects.toEqual(notAllowed)
    const made = await createSilence(chief, silenceOf(null), now)
    expect((await readSilence(ada.scope, made.silenceId, now)).customerId).toBeNull()
    await expect(expireSilence(ada, made.silenceId, now)).rejects.toEqual(notAllowed)
    await expect(changeSilence(chief, made.silenceId, { matchers: [] }, now)).rejects.toEqual(
      refused('bad-request'),
    )
    expect(await expireSilence(chief, made.silenceId, inHours(1))).toMatchObject({ state: 'expired' })
  })

  test('say how many alerts they mute and how many nobody was told of, over one’s own customers', async () => {
    const { silenceId } = await createSilence(chief, silenceOf(null, { comment: 'counted' }), now)
    const quiet = await makeAlert(ours, { suppressedBy: silenceId })
    await mutedEvent(ours, quiet, silenceId, false)
    await mutedEvent(ours, await makeAlert(ours), silenceId, true) // told before
    await makeAlert(ours, { suppressedBy: silenceId, open: false }) // ended while muted
    await mutedEvent(ours, await makeAlert(ours), silenceId, false) // was muted, is not any more
    await makeAlert(theirs, { suppressedBy: silenceId })
    expect(await readSilence(ada.scope, silenceId, now)).toMatchObject({ mutesNow: 1, wouldHaveNotified: 3 })
    expect(await readSilence(chief.scope, silenceId, now)).toMatchObject({
      mutesNow: 2,
      wouldHaveNotified: 4,
    })
  })

  test('renewed again and again are one debt', async () => {
    const matchers = [app('noisy')]
    const first = await createSilence(ada, silenceOf(ours, { matchers }), now)
    const second = await createSilence(
      ada,
      silenceOf(ours, { matchers, startsAt: inHours(5).getTime(), endsAt: inHours(9).getTime() }),
      now,
    )
    const { silences } = await readSilences(ada.scope, ours.id, inHours(6))
    const debts = silences.filter(({ silenceId }) => [first.silenceId, second.silenceId].includes(silenceId))
    expect(debts.map(({ debtMs }) => debtMs)).toEqual([3 * hour, 3 * hour])
  })

  test('a preview names what would fall silent, within one’s scope', async () => {
    const id = await makeAlert(theirs, { app: 'preview-only' })
    await makeAlert(theirs, { app: 'preview-only', open: false })
    const asked = { customerId: theirs.id, matchers: [app('preview-only')] }
    expect(await previewMute(stranger, asked)).toMatchObject({ matches: 1, examples: [{ alertId: id }] })
    await expect(previewMute(ada, asked)).rejects.toEqual(refused('not-found'))
    await expect(previewMute(ada, { ...asked, customerId: null })).rejects.toEqual(refused('not-allowed'))
  })

  test.each([
    ['no reason', { comment: ' ' }],
    ['a label that nobody sets', { matchers: [{ name: 'colour', op: 'is', value: 'red' }] }],
    ['another name for its maker', { createdName: 'Ben' }],
    ['text turned around', { comment: 'a\u202eb' }],
    ['every customer and every alert', { customerId: null, matchers: [] }],
  ])('%s is refused', (_what, given) => {
    const body = { customerId: ours.id, matchers: [], endsAt: inHours(1).getTime(), comment: 'x', ...given }
    expect(newSilenceSchema.safeParse(body).success).toBe(false)
  })

  test.each([
    ['an end that has passed', { endsAt: now.getTime() }],
    ['an end before its start', { startsAt: inHours(3).getTime() }],
    ['more than 90 days', { endsAt: inHours(91 * 24).getTime() }],
  ])('%s is refused', async (_what, given) => {
    await expect(createSilence(ada, silenceOf(ours, given), now)).rejects.toEqual(refused('bad-request'))
  })
})

describe('maintenance', () => {
  test('is planned in local time and told with its next occurrences', async () => {
    const weekly = { recurrence: { by: 'week', every: 1, days: [1, 3] } }
    const made = await createMaintenance(ada, workOf(ours, weekly), now)
    expect(made).toMatchObject({ state: 'running', createdName: 'Ada', timeZone: 'Europe/Berlin' })
    expect(made.next[0]).toEqual({ startsAt: now.getTime(), endsAt: inHours(2).getTime() })
    expect(made.next).toHaveLength(8)
    expect((await trail(made.maintenanceId)).map(({ kind }) => kind)).toEqual(['maintenance.created'])
  })

  test('ends for good, once', async () => {
    const made = await createMaintenance(ada, workOf(ours, { recurrence: { by: 'day' } }), now)
    const ended = await endMaintenance(ada, made.maintenanceId, { which: 'all' }, inHours(1))
    expect(ended).toMatchObject({ maintenanceId: made.maintenanceId, state: 'over', next: [] })
    await expect(endMaintenance(ada, made.maintenanceId, { which: 'all' }, inHours(1))).rejects.toEqual(
      refused('already-done'),
    )
  })

  test('ended before it began is cancelled', async () => {
    const made = await createMaintenance(ada, workOf(ours, { startsLocal: '2026-06-02T14:00' }), now)
    expect(await endMaintenance(ada, made.maintenanceId, { which: 'all' }, now)).toMatchObject({
      state: 'cancelled',
    })
  })

  test('ended only this time, the rest goes on under a plan of its own', async () => {
    const made = await createMaintenance(ada, workOf(ours, { recurrence: { by: 'day' } }), now)
    const rest = await endMaintenance(ada, made.maintenanceId, { which: 'this' }, inHours(1))
    expect(rest).toMatchObject({ state: 'planned', startsLocal: '2026-06-02T14:00', name: made.name })
    expect(rest.next).toHaveLength(8)
    expect(rest.next[0]).toEqual(made.next[1])
  })

  test('of another customer does not exist; of every customer only administrators make it', async () => {
    const made = await createMaintenance(ada, workOf(ours), now)
    await expect(endMaintenance(stranger, made.maintenanceId, { which: 'all' }, now)).rejects.toEqual(
      refused('not-found'),
    )
    await expect(createMaintenance(stranger, workOf(ours), now)).rejects.toEqual(refused('not-found'))
    await expect(createMaintenance(ada, workOf(null), now)).rejects.toEqual(refused('not-allowed'))
    const all = await createMaintenance(chief, workOf(null), now)
    expect((await readMaintenances(ada.scope, null, now)).maintenances).toContainEqual(
      expect.objectContaining({ maintenanceId: all.maintenanceId, customerId: null }),
    )
    await expect(endMaintenance(ada, all.maintenanceId, { which: 'all' }, now)).rejects.toEqual(
      refused('not-allowed'),
    )
    await endMaintenance(chief, all.maintenanceId, { which: 'all' }, now)
  })

  test('that would be over already is refused', async () => {
    await expect(
      createMaintenance(ada, workOf(ours, { startsLocal: '2026-05-31T14:00' }), now),
    ).rejects.toEqual(refused('bad-request'))
  })

  test.each([
    ['a zone that is only an offset', { timeZone: '+02:00' }],
    ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }],
    ['the 30th of February', { startsLocal: '2026-02-30T10:00' }],
    ['more than a week', { durationMs: 8 * 24 * hour }],
    ['a week without days', { recurrence: { by: 'week', every: 1, days: [] } }],
  ])('%s is refused', (_what, given) => {
    const plan = { startsLocal: '2026-06-01T14:00', timeZone: 'Europe/Berlin', durationMs: hour, ...given }
    expect(maintenancePlanSchema.safeParse(plan).success).toBe(false)
  })
})

test('the dispatcher reads what mutes now and soon, of every customer, and nothing that is over or far away', async () => {
  const { silenceId } = await createSilence(ada, silenceOf(ours, { comment: 'dispatcher' }), now)
  const soon = await createSilence(ada, silenceOf(ours, { startsAt: inHours(0.5).getTime() }), now)
  const far = await createSilence(ada, silenceOf(ours, { startsAt: inHours(1.5).getTime() }), now)
  const gone = await createSilence(ada, silenceOf(ours), now)
  await expireSilence(ada, gone.silenceId, now)
  const work = await createMaintenance(stranger, workOf(theirs, { recurrence: { by: 'month', day: 1 } }), now)
  const later = await createMaintenance(stranger, workOf(theirs, { startsLocal: '2026-06-01T17:00' }), now)
  const spans = await readActiveSuppressions(pool('worker'), now)
  const ids = spans.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining([silenceId, soon.silenceId, work.maintenanceId]))
  for (const id of [far.silenceId, gone.silenceId, later.maintenanceId]) expect(ids).not.toContain(id)
  const alert = { customerId: theirs.id, labels: { app: 'shop' } }
  expect(suppressionsOf(alert, spans, now.getTime())).toContainEqual({
    kind: 'maintenance',
    id: work.maintenanceId,
    name: 'Router update',
    until: inHours(2).getTime(),
  })
  expect(suppressionsOf(alert, spans, now.getTime()).map(({ id }) => id)).not.toContain(silenceId)
})
