import { randomUUID } from 'node:crypto'
import type { Member, TenantScope } from '#lib/access/member.ts'
import { recordActivityPastPrisma } from '#lib/activity/record.server.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { modelVersion } from '#lib/quality/model.ts'
import type { RowsToWrite } from '#lib/telemetry/batch.ts'
import { dumpFormats, type ImportedCall } from '#lib/telemetry/imports/imported-call.ts'
import { eventRows, reportRows } from '#lib/telemetry/write-columns.ts'
import { insertFindings } from '../findings/store.server.ts'
import type { LiveParticipant } from '../live-participant.ts'
import type { LiveSession } from '../live-session.ts'
import type { ReplayedCall } from '../replay-call.ts'
import {
  connectionSaves,
  findingSaves,
  minuteSave,
  participantSave,
  sessionSave,
} from '../save-live.server.ts'
import { saveMinutes } from '../store.server.ts'
import type { ImportedEnd } from './replay-import.ts'
import {
  type ImportApp,
  insertImportedBoot,
  insertImportedConnection,
  insertImportedParticipant,
  insertImportedRows,
  insertImportedSession,
  markDone,
} from './store.server.ts'

export type ToStore = {
  member: Member
  scope: TenantScope
  app: ImportApp
  asked: { importId: string; fileName: string }
  call: ImportedCall
  ends: readonly ImportedEnd[]
  replayed: ReplayedCall
  bytesRead: number
  at: Date
}

/** Everything of an imported call in one transaction: it is there whole, or not at all. */
export async function storeImport(given: ToStore): Promise<void> {
  const { scope, replayed, ends, call, app, asked, at, bytesRead } = given
  const { session } = replayed
  await writeInScope(scope, async (client) => {
    await insertImportedSession(client, sessionRow(session))
    for (const one of session.participants.values())
      await insertImportedParticipant(client, participantRow(session, one))
    for (const end of ends) {
      for (const boot of bootRows(session, end)) await insertImportedBoot(client, boot)
      for (const run of end.runs) {
        const rows = rowsOf(session, end, run, at)
        await insertImportedRows(client, reportRows(rows), eventRows(rows))
      }
    }
    for (const one of session.participants.values())
      for (const row of connectionSaves({ session, one })) await insertImportedConnection(client, row)
    await saveMinutes(client, replayed.minutes.map(minuteSave))
    await insertFindings(client, findingSaves(session))
    const format = dumpFormats[call.format]
    await markDone(client, app, asked.importId, {
      sessionId: session.sessionId,
      format,
      notes: call.notes.slice(0, 20),
      bytesRead,
      at,
    })
    await recordActivityPastPrisma(client, {
      customerId: app.customerId,
      at,
      actorId: given.member.id,
      actorName: given.member.name,
      kind: 'session.imported',
      subjectType: 'session',
      subjectId: session.sessionId,
      data: { appId: app.appId, format, participants: ends.length },
    })
  })
}

function sessionRow(session: LiveSession) {
  return {
    ...sessionSave(session),
    appId: session.appId,
    day: session.day,
    externalId: session.externalId,
    name: session.name,
    startedAt: new Date(session.startedAt),
    importedFrom: session.importedFrom ?? '',
    model: modelVersion,
  }
}

function participantRow(session: LiveSession, one: LiveParticipant) {
  return {
    ...participantSave({ session, one }),
    sessionId: session.sessionId,
    externalId: one.externalId,
    name: one.name,
    client: JSON.stringify(one.client),
    joinedAt: new Date(one.joinedAt),
    model: modelVersion,
  }
}

function bootRows(session: LiveSession, { participantId, externalId, runs }: ImportedEnd) {
  return runs.map(({ bootNo }) => ({
    customerId: session.customerId,
    no: bootNo,
    appId: session.appId,
    bootId: randomUUID(),
    sessionKey: session.externalId,
    participantKey: externalId,
    sessionId: session.sessionId,
    participantId,
    day: session.day,
  }))
}

function rowsOf(
  session: LiveSession,
  end: ImportedEnd,
  run: ImportedEnd['runs'][number],
  at: Date,
): RowsToWrite {
  const { customerId, appId, sessionId, day } = session
  return {
    binding: { customerId, appId, sessionId, participantId: end.participantId, bootNo: run.bootNo, day },
    receivedAt: at.getTime(),
    reports: run.reports.map((report) => ({ at: report[1], clamped: false, report })),
    events: run.events.map((event) => ({ at: event.t, clamped: false, event })),
  }
}
