import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import { modelVersion } from '#lib/quality/model.ts'
import type { Batch, Binding } from '#lib/telemetry/batch.ts'
import { type BootKey, bindBoot } from './store.server.ts'

const maxCached = 50_000

/**
 * Finds or makes the session, participant and boot a batch belongs to. A boot stays bound to its session for ever,
 * so a batch that comes again after the call ended meets its first copy.
 */
export function createBinder() {
  const bound = new Map<string, Promise<Binding>>()
  const keysOfSession = new Map<string, string[]>()

  function remember(key: string, binding: Promise<Binding>) {
    if (bound.size >= maxCached) bound.delete(bound.keys().next().value ?? '')
    bound.set(key, binding)
    binding.then(
      ({ sessionId }) => keysOfSession.set(sessionId, [...(keysOfSession.get(sessionId) ?? []), key]),
      () => bound.delete(key),
    )
    return binding
  }
  return {
    bind(batch: Batch): Promise<Binding> {
      const key = bootKey(batch)
      const cacheKey = `${key.appId}|${key.bootId}|${key.sessionKey}|${key.participantKey}`
      return bound.get(cacheKey) ?? remember(cacheKey, findOrMake(batch, key))
    },
    /** Forget what leads to a session that ended; a late batch is looked up again. */
    forgetSession(sessionId: string) {
      for (const key of keysOfSession.get(sessionId) ?? []) bound.delete(key)
      keysOfSession.delete(sessionId)
    },
  }
}

function bootKey(batch: Batch): BootKey {
  return {
    customerId: batch.source.customerId,
    appId: batch.source.appId,
    bootId: batch.envelope.boot,
    sessionKey: batch.envelope.session.id,
    participantKey: batch.envelope.participant.id,
  }
}

async function findOrMake(batch: Batch, key: BootKey): Promise<Binding> {
  const { session, participant, client, app } = batch.envelope
  const row = await bindBoot(
    pool('ingest'),
    key,
    {
      id: uuidv7(),
      name: session.name ?? null,
      simulated: batch.source.simulated,
      tags: session.tags ?? {},
    },
    {
      id: uuidv7(),
      name: participant.name ?? null,
      role: participant.role ?? null,
      tags: participant.tags ?? {},
      client: { ...client, ...(app ? { appVersion: app } : {}) },
    },
    { now: new Date(batch.receivedAt), firstItemAt: firstItemAt(batch), model: modelVersion },
  )
  return { customerId: key.customerId, appId: key.appId, ...row }
}

/** When the oldest item was made, on the server's clock. */
function firstItemAt(batch: Batch): Date {
  const skew = batch.receivedAt - batch.envelope.sentAt
  const times = [...batch.reports.map((report) => report[1]), ...batch.events.map((event) => event.t)]
  return new Date(Math.min(batch.receivedAt, ...times.map((t) => t + skew)))
}
