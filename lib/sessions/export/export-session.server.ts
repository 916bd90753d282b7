import type { TenantScope } from '#lib/access/member.ts'
import type { Finding } from '#lib/diagnosis/contract.ts'
import {
  connectionColumns,
  trackColumns,
  trackHeadColumns,
  trackTypes,
  type WireReport,
} from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import type { SessionView } from '../contract.ts'
import { findFindings } from '../findings/store.server.ts'
import { findParticipants, findSession, type ParticipantHistory } from '../history/store.server.ts'
import { withoutMutes } from '../imports/contract.ts'
import { internalsOf } from './internals-dump.ts'
import { bootsOf, eventsOf, reportsOf } from './read-rows.server.ts'

export const exportFormats = ['json', 'webrtc-internals'] as const
export type ExportFormat = (typeof exportFormats)[number]
export type Exported = { chunks: AsyncIterable<Uint8Array>; contentType: string; fileName: string }

type Whole = {
  scope: TenantScope
  session: SessionView & { day: string }
  people: ParticipantHistory[]
  findings: Finding[]
  now: number
}

/** A session as a file, written while it is read; null when it is not in the scope. */
export async function exportSession(
  scope: TenantScope,
  sessionId: string,
  format: ExportFormat,
  now: number,
): Promise<Exported | null> {
  const session = await findSession(scope, sessionId, now)
  if (!session) return null
  const people = await findParticipants(scope, session.customerId, sessionId)
  const findings = await findFindings(scope, session.customerId, sessionId)
  const whole = { scope, session, people, findings, now }
  const name = (session.name ?? session.externalId).slice(0, 60)
  const texts = format === 'json' ? asJson(whole) : asInternals(whole)
  return {
    chunks: encoded(texts),
    contentType: 'application/json; charset=utf-8',
    fileName: `${name}-${sessionId.slice(0, 8)}${format === 'json' ? '' : '-webrtc-internals'}.json`,
  }
}

const chunkLength = 64 * 1024

/** Many small texts make few chunks. */
async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let open = ''
  for await (const text of texts) {
    open += text
    if (open.length < chunkLength) continue
    yield encoder.encode(open)
    open = ''
  }
  if (open !== '') yield encoder.encode(open)
}

const placeOf = ({ session }: Whole, participantId: string) => ({
  customerId: session.customerId,
  sessionId: session.sessionId,
  day: session.day,
  participantId,
})

/** A call that came from a dump without mutes stays one. */
const tellsMuteIn = ({ importedFrom }: SessionView): boolean => !importedFrom?.endsWith(withoutMutes)

/** `earshot-session/1`, described in docs/imports.md. */
async function* asJson(whole: Whole): AsyncGenerator<string> {
  const { session, findings, now, people, scope } = whole
  const { customerId: _c, customerName: _n, day: _d, participantsNow: _p, ...about } = session
  yield `{"format":"earshot-session/1","exportedAt":${now},"tellsMute":${tellsMuteIn(session)},"session":${JSON.stringify(about)}`
  yield `,"columns":${JSON.stringify({ connection: connectionColumns, trackHead: trackHeadColumns, trackTypes, track: trackColumns })}`
  yield `,"findings":${JSON.stringify(findings)},"participants":[`
  for (const [i, one] of people.entries()) {
    yield `${i === 0 ? '' : ',\n'}${JSON.stringify(headOf(one)).slice(0, -1)},"boots":[`
    const place = placeOf(whole, one.id)
    for (const [k, bootNo] of (await bootsOf(scope, place)).entries()) {
      yield `${k === 0 ? '' : ','}{"events":[`
      yield* listed(eventsOf(scope, place, bootNo))
      yield '],"reports":['
      yield* listed(reportsOf(scope, place, bootNo))
      yield ']}'
    }
    yield ']}'
  }
  yield ']}'
}

async function* listed(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = ''
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`
    separator = ',\n'
  }
}

function headOf(one: ParticipantHistory) {
  return {
    id: one.externalId,
    participantId: one.id,
    name: one.name,
    role: one.role,
    tags: one.tags,
    client: one.client,
    joinedAt: one.joinedAt.getTime(),
    leftAt: one.leftAt?.getTime() ?? null,
    leftReason: one.leftReason,
  }
}

/** One participant at a time is held in memory, never the call. */
async function* asInternals(whole: Whole): AsyncGenerator<string> {
  const { people, scope, now, session } = whole
  const asks: unknown[] = []
  yield `{"timestamp":${now},"UserAgent":"Earshot export","PeerConnections":{`
  let separator = ''
  for (const [i, one] of people.entries()) {
    const place = placeOf(whole, one.id)
    for (const [k, bootNo] of (await bootsOf(scope, place)).entries()) {
      const run = {
        reports: await gathered(reportsOf(scope, place, bootNo)),
        events: await gathered(eventsOf(scope, place, bootNo)),
      }
      const dump = internalsOf({
        page: i + 1,
        firstConnection: k * 100,
        id: one.externalId,
        name: one.name,
        client: one.client,
        tellsMute: tellsMuteIn(session),
        ...run,
      })
      asks.push(...dump.asks)
      for (const [key, connection] of dump.connections) {
        yield `${separator}${JSON.stringify(key)}:${JSON.stringify(connection)}`
        separator = ',\n'
      }
    }
  }
  yield `},"getUserMedia":${JSON.stringify(asks)}}`
}

async function gathered<T extends WireReport | WireEvent>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
