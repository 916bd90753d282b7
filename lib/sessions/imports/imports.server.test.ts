import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { type ExportFormat, exportSession } from '../export/export-session.server.ts'
import { findPastRows } from '../fleet/history/store.server.ts'
import { readEvents, readSeries, readSession } from '../read.server.ts'
import { listSessions } from '../search/list-for-tests.server.ts'
import type { ImportView } from './contract.ts'
import { readImport, takeImport } from './take-import.server.ts'

const corpus = (file: string) => readFileSync(new URL(`../../../bench/corpus/${file}`, import.meta.url))
const now = () => new Date()
let member: Member
let foreigner: Member
let appId = ''

beforeAll(async () => {
  await ensurePartitions(now())
  const customer = await makeCustomer()
  appId = (await makeApp(customer)).id
  const operator = await makeMember({ role: 'operator', customers: [customer] })
  member = { ...operator, signInId: randomUUID() }
  const other = await makeCustomer()
  foreigner = { ...(await makeMember({ role: 'operator', customers: [other] })), signInId: randomUUID() }
})
afterAll(closePools)

async function* inChunks(content: Uint8Array) {
  for (let at = 0; at < content.length; at += 50_000) yield content.subarray(at, at + 50_000)
}

/** The same recording, as if it began then. */
function shifted(content: Uint8Array, start: number): Uint8Array {
  const text = gunzipSync(content).toString('utf8')
  const by = start - (JSON.parse(text) as { start: number }).start
  return new TextEncoder().encode(
    text.replace(/"(t|timestamp)":(\d+(?:\.\d+)?)/g, (_all, key, t) => `"${key}":${Number(t) + by}`),
  )
}

const send = (
  content: Uint8Array,
  fileName = 'dump.gz',
  importId: string = randomUUID(),
): Promise<ImportView> =>
  takeImport(member, { importId, appId, fileName, totalBytes: content.length }, inChunks(content), now)

const countOf = async (table: string) => {
  const { rows } = await pool('owner').query(
    `SELECT count(*)::int AS n FROM ${table} WHERE customer_id = $1`,
    [member.scope.customerIds[0]],
  )
  return rows[0].n as number
}

describe('an imported call', () => {
  let done: ImportView
  const importId = randomUUID()

  beforeAll(async () => {
    done = await send(corpus('recorded/cdp-loss-12.json.gz'), 'cdp-loss-12.json.gz', importId)
  })

  test('is done with a session that is over, marked as imported, at the dump’s own time', async () => {
    expect(done).toMatchObject({ stage: 'done', problem: null, format: 'call recording' })
    const detail = await readSession(member.scope, done.sessionId ?? '', Date.now())
    expect(detail?.session).toMatchObject({
      source: 'imported',
      importedFrom: 'call recording, 1',
      name: 'cdp-loss-12.json.gz',
      state: 'ended',
      endReason: 'left',
      participantsNow: 0,
      participantsPeak: 2,
    })
    expect(new Date(detail?.session.startedAt ?? 0).toISOString()).toMatch(/^2026-11-22T06:52/)
    expect(detail?.session.score).not.toBeNull()
    expect(
      detail?.participants.map(({ externalId, browser, state }) => ({ externalId, browser, state })),
    ).toEqual([
      { externalId: 'a', browser: expect.stringMatching(/Chrome/), state: 'left' },
      { externalId: 'b', browser: expect.stringMatching(/Chrome/), state: 'left' },
    ])
  })

  test('has the charts and events of a live one', async () => {
    const series = await readSeries(member.scope, done.sessionId ?? '', {})
    expect(series?.participants).toHaveLength(2)
    for (const { values } of series?.participants ?? [])
      expect(values.flat().some((value) => value !== null)).toBe(true)
    const { events } = (await readEvents(member.scope, done.sessionId ?? '', {})) ?? { events: [] }
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['gum-result', 'joined', 'track-meta']),
    )
  })

  test('has a score for every minute, under the day of the import', async () => {
    const { rows } = await pool('owner').query(
      `SELECT count(*)::int AS n, min(to_char(day, 'YYYY-MM-DD')) AS day, min(minute) AS first FROM participant_minute WHERE session_id = $1`,
      [done.sessionId],
    )
    expect(rows[0].n).toBeGreaterThanOrEqual(4)
    expect(rows[0].day).toBe(now().toISOString().slice(0, 10))
    expect(rows[0].first.toISOString()).toMatch(/^2026-11-22/)
  })

  test('counts into nothing that is live', async () => {
    expect(await countOf('pulse_10s')).toBe(0)
    expect(await countOf('ingest_account')).toBe(0)
    const { rows } = await pool('owner').query(
      `SELECT count(*)::int AS n FROM session WHERE id = $1 AND state = 'live'`,
      [done.sessionId],
    )
    expect(rows[0].n).toBe(0)
  })

  test.each(['any', 'connect'] as const)('is in no fleet attribution of the past (%s)', async (family) => {
    // a dump made moments ago lies in every window that is asked about now
    await send(shifted(corpus('recorded/loss-up-a-10.json.gz'), Date.now() - 70_000))
    const window = {
      from: new Date(Date.now() - 3_600_000),
      to: new Date(Date.now() + 60_000),
      family,
      limit: 1_000,
    }
    expect(await findPastRows(member.scope, { ...window, customerIds: member.scope.customerIds })).toEqual([])
  })

  test('is on the list and in the trail, for its own people only', async () => {
    const mine = await listSessions(member.scope, { limit: 10 })
    expect(mine.sessions.map(({ sessionId }) => sessionId)).toContain(done.sessionId)
    expect(await readSession(foreigner.scope, done.sessionId ?? '', Date.now())).toBeNull()
    expect(await readImport(foreigner.scope, importId, now())).toBeNull()
    expect(await readImport(member.scope, importId, now())).toMatchObject({ stage: 'done' })
    const { rows } = await pool('owner').query(
      `SELECT kind, actor_id, data FROM audit WHERE subject_id = $1`,
      [done.sessionId],
    )
    expect(rows).toEqual([
      {
        kind: 'session.imported',
        actor_id: member.id,
        data: { appId, format: 'call recording', participants: 2 },
      },
    ])
  })

  test('may be imported again: it is another session', async () => {
    const again = await send(corpus('recorded/cdp-loss-12.json.gz'))
    expect(again.sessionId).not.toBe(done.sessionId)
  })
})

describe('an exported call', () => {
  const fileOf = async (sessionId: string, format: ExportFormat) => {
    const made = await exportSession(member.scope, sessionId, format, Date.now())
    const chunks: Uint8Array[] = []
    for await (const chunk of made?.chunks ?? []) chunks.push(chunk)
    return new Uint8Array(Buffer.concat(chunks))
  }
  const verdictOf = async (sessionId: string) => {
    const detail = await readSession(member.scope, sessionId, Date.now())
    const names = new Map(detail?.participants.map((one) => [one.participantId, one.externalId]))
    return {
      band: detail?.session.band,
      cause: detail?.session.cause,
      score: Math.round((detail?.session.score ?? 0) * 20),
      people: detail?.participants.map(({ externalId, band }) => `${externalId} ${band}`).sort(),
      findings: detail?.findings
        .filter(({ confidence }) => confidence !== 'low')
        .map(({ kind, side, participantId }) => `${kind} ${side} ${names.get(participantId ?? '')}`)
        .sort(),
    }
  }

  test.each(['json', 'webrtc-internals'] as const)(
    'as %s is read again with the same verdict',
    async (format) => {
      for (const file of ['cdp-loss-12', 'mic-silent-device', 'camera-denied', 'turn-bad-credentials']) {
        const first = (await send(corpus(`recorded/${file}.json.gz`))).sessionId ?? ''
        const again = (await send(await fileOf(first, format))).sessionId ?? ''
        expect(await verdictOf(again), file).toEqual(await verdictOf(first))
        expect((await verdictOf(first)).findings?.length, file).toBeGreaterThan(0)
      }
    },
  )

  test('of a dump that tells no mutes stays one that tells none', async () => {
    const first = await send(corpus('recorded/one-way-media.b.internals.gz'))
    const from = async ({ sessionId }: ImportView) =>
      (await readSession(member.scope, sessionId ?? '', Date.now()))?.session.importedFrom
    expect(await from(first)).toBe('webrtc-internals dump, since Chrome 117, without mutes')
    for (const format of ['json', 'webrtc-internals'] as const) {
      const again = await send(await fileOf(first.sessionId ?? '', format))
      expect(await from(again), format).toMatch(/, without mutes$/)
    }
  })

  test('says what it is, and nothing of the customer’s name or ids', async () => {
    const { sessionId } = await send(corpus('recorded/clean-audio.json.gz'), 'room 7.gz')
    const text = new TextDecoder().decode(await fileOf(sessionId ?? '', 'json'))
    const whole = JSON.parse(text)
    expect(whole).toMatchObject({ format: 'earshot-session/1', session: { sessionId, source: 'imported' } })
    expect(whole.columns.connection[0]).toBe('connection')
    expect(text).not.toContain(member.scope.customerIds[0])
  })

  test('of a page that was loaded anew keeps its runs apart', async () => {
    const dump = JSON.parse(
      new TextDecoder().decode(
        await fileOf((await send(corpus('recorded/clean-audio.json.gz'))).sessionId ?? '', 'json'),
      ),
    )
    const later = JSON.parse(JSON.stringify(dump.participants[0].boots[0]))
    for (const event of later.events) event.t += 90_000
    for (const report of later.reports) report[1] += 90_000
    dump.participants[0].boots.push(later)
    const { sessionId } = await send(new TextEncoder().encode(JSON.stringify(dump)))
    const { rows } = await pool('owner').query('SELECT count(*)::int AS n FROM boot WHERE session_id = $1', [
      sessionId,
    ])
    expect(rows[0].n).toBe(3)
    const again = JSON.parse(new TextDecoder().decode(await fileOf(sessionId ?? '', 'json')))
    expect(again.participants.map((one: { boots: unknown[] }) => one.boots.length)).toEqual([2, 1])
  })

  test('outside the scope does not exist', async () => {
    const { sessionId } = await send(corpus('recorded/clean-audio.json.gz'))
    expect(await exportSession(foreigner.scope, sessionId ?? '', 'json', Date.now())).toBeNull()
  })
})

describe('what goes wrong leaves nothing but a word', () => {
  const everything = async () =>
    Promise.all(
      ['session', 'participant', 'boot', 'telemetry', 'event', 'finding', 'participant_minute'].map(countOf),
    )

  test.each([
    ['a file that is no dump', () => new TextEncoder().encode('hello'), 'import.unsupported'],
    [
      'a dump that is cut off',
      () => corpus('recorded/clean-av.a.internals.gz').subarray(0, 30_000),
      'import.truncated',
    ],
    [
      'an unknown version',
      () => new TextEncoder().encode('RTCStatsDump\n{"fileFormat":9}\n'),
      'import.unknown-version',
    ],
  ])('%s', async (_name, content, code) => {
    const before = await everything()
    const importId = randomUUID()
    await expect(send(content(), 'x', importId)).rejects.toMatchObject({ code })
    expect(await everything()).toEqual(before)
    expect(await readImport(member.scope, importId, now())).toMatchObject({
      stage: 'failed',
      sessionId: null,
      problem: { code },
    })
  })

  test('a sender who goes away', async () => {
    async function* broken() {
      yield corpus('recorded/clean-av.a.internals.gz').subarray(0, 20_000)
      throw new Error('socket hang up')
    }
    const importId = randomUUID()
    const asked = { importId, appId, fileName: 'x', totalBytes: null }
    await expect(takeImport(member, asked, broken(), now)).rejects.toMatchObject({ code: 'import.truncated' })
    expect(await readImport(member.scope, importId, now())).toMatchObject({
      problem: { message: expect.stringContaining('broken off') },
    })
  })

  test('an app outside the scope, and a missing one, alike', async () => {
    const refusals = []
    for (const [who, id] of [
      [foreigner, appId],
      [member, randomUUID()],
    ] as const)
      refusals.push(
        await takeImport(
          who,
          { importId: randomUUID(), appId: id, fileName: 'x', totalBytes: null },
          inChunks(new Uint8Array()),
          now,
        ).catch((error: unknown) => String(error)),
      )
    expect(refusals).toEqual(['Refused: No such thing.', 'Refused: No such thing.'])
  })

  test('a process that died with it', async () => {
    const importId = randomUUID()
    const later = new Date(Date.now() + 61_000)
    let go = () => {}
    async function* slow() {
      await new Promise<void>((resolve) => {
        go = resolve
      })
      yield new TextEncoder().encode('hello')
    }
    const open = takeImport(member, { importId, appId, fileName: 'x', totalBytes: null }, slow(), now).catch(
      () => null,
    )
    await expect.poll(() => readImport(member.scope, importId, now())).toMatchObject({ stage: 'reading' })
    expect(await readImport(member.scope, importId, later)).toMatchObject({
      stage: 'failed',
      problem: { code: 'import.stopped' },
    })
    await expect(send(new Uint8Array())).rejects.toMatchObject({ code: 'too-many' })
    go()
    await open
  })
})
