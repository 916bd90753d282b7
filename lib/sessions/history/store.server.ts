import type { TenantScope } from '#lib/access/member.ts'
import { everywhere, isKept } from '#lib/db/frozen.server.ts'
import { queryInScope } from '#lib/db/transaction.server.ts'
import type { EventView, SessionView } from '../contract.ts'
import type { StoredEvent, StoredReport } from '../replay.ts'
import type { ParticipantRow } from '../store.server.ts'

/** What people read of sessions, through the web role: row-level security sees to the scope a second time. */

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`
/** A session as people see it, of `s`, with `c` and `a` of `sessionSource`. */
export const sessionColumns = `s.id AS "sessionId", s.customer_id AS "customerId", c.name AS "customerName", s.app_id AS "appId",
  a.name AS "appName", s.external_id AS "externalId", s.name, s.simulated, s.state, s.end_reason AS "endReason",
  ${ms('s.started_at', 'startedAt')}, ${ms('s.ended_at', 'endedAt')}, ${ms('s.last_report_at', 'lastReportAt')},
  s.participants_peak AS "participantsPeak", s.score, s.band, ${ms('s.band_since', 'bandSince')}, s.reason, s.model, s.tags,
  s.source, s.imported_from AS "importedFrom", s.pain_minutes AS "painMinutes", s.cause, s.causes,
  CASE WHEN s.pinned_at IS NULL THEN NULL ELSE json_build_object(
    'at', (extract(epoch FROM s.pinned_at) * 1000)::float8, 'reason', coalesce(s.pin_reason, '')) END AS pinned,
  (SELECT count(*) FROM participant p
    WHERE p.customer_id = s.customer_id AND p.session_id = s.id AND p.left_at IS NULL
      AND p.role IS DISTINCT FROM 'server-log' AND s.state = 'live')::int AS "participantsNow"`
export const sessionSource = `JOIN customer c ON c.id = s.customer_id
  JOIN app a ON a.customer_id = s.customer_id AND a.id = s.app_id`

/** Past the customer's own retention; what is pinned is shown, if it was pinned while there was something to keep. */
const expired = (kind: 'telemetry' | 'event', now: string) =>
  `(s.day < (${now}::timestamptz AT TIME ZONE 'UTC')::date - c.${kind}_retention_days
    AND (NOT coalesce(${isKept(now)}, false) OR NOT EXISTS (
      SELECT FROM participant p JOIN ${everywhere(kind)} k ON k.customer_id = p.customer_id AND k.session_id = p.session_id
         AND k.participant_id = p.id AND k.day = s.day
       WHERE p.customer_id = s.customer_id AND p.session_id = s.id)))`

export type FoundSession = SessionView & { day: string; telemetryExpired: boolean; eventsExpired: boolean }

export async function findSession(
  scope: TenantScope,
  sessionId: string,
  now: number,
): Promise<FoundSession | null> {
  const rows = await queryInScope<FoundSession>(
    scope,
    `SELECT ${sessionColumns}, to_char(s.day, 'YYYY-MM-DD') AS day,
            ${expired('telemetry', '$3')} AS "telemetryExpired",
            ${expired('event', '$3')} AS "eventsExpired" FROM session s ${sessionSource}
      WHERE s.customer_id = ANY($1::uuid[]) AND s.id = $2`,
    [scope.customerIds, sessionId, new Date(now)],
  )
  return rows[0] ?? null
}

export type ParticipantHistory = ParticipantRow & { view: Record<string, unknown>; lastReportAt: Date | null }

export async function findParticipants(scope: TenantScope, customerId: string, sessionId: string) {
  return queryInScope<ParticipantHistory>(
    scope,
    `SELECT id, session_id AS "sessionId", external_id AS "externalId", name, role, tags, client, view,
            joined_at AS "joinedAt", left_at AS "leftAt", left_reason AS "leftReason", last_report_at AS "lastReportAt"
       FROM participant WHERE customer_id = $1 AND session_id = $2 ORDER BY joined_at, id LIMIT 500`,
    [customerId, sessionId],
  )
}

export type Range = { from: number; to: number }

/** Reports in a range, bounded: nobody reads a day of a thousand people at once. */
export async function findReports(
  scope: TenantScope,
  session: { customerId: string; sessionId: string; day: string },
  ids: string[],
  range: Range,
) {
  return queryInScope<StoredReport>(
    scope,
    `SELECT participant_id AS "participantId", boot_no::float8 AS "bootNo", seq, ${ms('at', 'at')},
            convert_from(payload, 'UTF8') AS payload
       FROM ${everywhere('telemetry')} t
      WHERE customer_id = $1 AND participant_id = ANY($2::uuid[]) AND day = $3 AND at BETWEEN $4 AND $5
      ORDER BY at DESC LIMIT 60000`,
    [session.customerId, ids, session.day, new Date(range.from), new Date(range.to)],
  )
}

/** The three reports up to a moment and the three after it, of one participant or of anybody. */
export async function findReportsNear(
  scope: TenantScope,
  session: { customerId: string; sessionId: string; day: string },
  participantId: string | null,
  at: number,
) {
  const one = (
    side: string,
  ) => `(SELECT t.participant_id AS "participantId", t.boot_no::float8 AS "bootNo", t.seq,
      ${ms('t.at', 'at')}, convert_from(t.payload, 'UTF8') AS payload
    FROM ${everywhere('telemetry')} t JOIN participant p ON p.customer_id = t.customer_id AND p.id = t.participant_id
   WHERE t.customer_id = $1 AND p.session_id = $3 AND ($2::uuid IS NULL OR p.id = $2) AND t.day = $4 AND t.at ${side} LIMIT 3)`
  return queryInScope<StoredReport>(
    scope,
    `${one('<= $5 ORDER BY t.at DESC')} UNION ALL ${one('> $5 ORDER BY t.at')}`,
    [session.customerId, participantId, session.sessionId, session.day, new Date(at)],
  )
}

/** At most this many events of one call are replayed; of chats, which may have thousands, the newest. */
const mostEvents = 20_000

/** Events of some types: the oldest of them, or the newest, where there are too many. */
export async function findEventsOf(
  scope: TenantScope,
  session: { customerId: string; sessionId: string; day: string },
  types: string[],
  first: 'oldest' | 'newest',
) {
  return queryInScope<StoredEvent>(
    scope,
    `SELECT participant_id AS "participantId", boot_no::float8 AS "bootNo", seq, ${ms('at', 'at')}, type, connection,
            track, data
       FROM ${everywhere('event')} e WHERE customer_id = $1 AND session_id = $2 AND day = $3 AND type = ANY($4::text[])
      ORDER BY at ${first === 'newest' ? 'DESC' : 'ASC'} LIMIT ${mostEvents}`,
    [session.customerId, session.sessionId, session.day, types],
  )
}

export type EventCursor = { at: number; boot: number; seq: number }

export async function findEvents(
  scope: TenantScope,
  session: { customerId: string; sessionId: string; day: string },
  after: EventCursor | null,
  limit: number,
): Promise<EventView[]> {
  return queryInScope<EventView>(
    scope,
    `SELECT participant_id AS "participantId", boot_no::float8 AS boot, seq, ${ms('at', 'at')}, type, connection, track, data
       FROM ${everywhere('event')} e WHERE customer_id = $1 AND session_id = $2 AND day = $3
        AND ($4::timestamptz IS NULL OR (at, boot_no, seq) > ($4, $5::bigint, $6::int))
      ORDER BY at, boot_no, seq LIMIT $7`,
    [
      session.customerId,
      session.sessionId,
      session.day,
      after ? new Date(after.at) : null,
      after?.boot ?? null,
      after?.seq ?? null,
      limit,
    ],
  )
}
