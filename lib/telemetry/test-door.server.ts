import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Pool } from 'pg'
import { createAccount } from './account.server.ts'
import type { Batch, Binding } from './batch.ts'
import { collectHandler } from './collect.server.ts'
import { type HardenOptions, hardenServer } from './harden-server.server.ts'
import { createKeys } from './keys.server.ts'
import { placeInTime } from './place-in-time.ts'
import { createQuotas, type QuotaOptions } from './quotas.ts'
import { replyTo } from './reply.ts'
import { createWriter } from './write.server.ts'

/**
 * The door with a real writer behind it, for tests of this stage: batches are bound by their own ids instead of to
 * live calls, which are another stage's business.
 */
export async function openTestDoor(options: {
  pool: Pool
  now?: () => number
  quotas?: QuotaOptions
  rememberMs?: number
  harden?: HardenOptions
  take?: Parameters<typeof collectHandler>[0]['take']
}) {
  const now = options.now ?? Date.now
  const { pool } = options
  const errors: unknown[] = []
  const writer = createWriter({ pool, now })
  const keys = createKeys({ pool, rememberMs: options.rememberMs })
  const account = createAccount({ pool, flushMs: 60_000, onError: (error) => errors.push(error) })
  const quotas = createQuotas(options.quotas)

  async function take(batch: Batch) {
    const place = (t: number) =>
      placeInTime({ t, sentAt: batch.envelope.sentAt, receivedAt: batch.receivedAt, offsetMs: null })
    const written = await writer.write({
      binding: bindingOf(batch),
      receivedAt: batch.receivedAt,
      reports: batch.reports.map((report, i) => ({
        ...place(report[1]),
        report,
        text: batch.reportTexts?.[i],
      })),
      events: batch.events.map((event) => ({ ...place(event.t), event })),
    })
    return replyTo(batch, written, { intervalMs: 5_000, statsMs: 2_000 }, now())
  }
  const collect = collectHandler({
    take: options.take ?? take,
    now,
    keys,
    quotas,
    account,
    onError: (error) => errors.push(error),
  })
  const server = createServer(collect)
  hardenServer(server, options.harden)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    port,
    server,
    url: `http://127.0.0.1:${port}/collect/v1`,
    writer,
    account,
    keys,
    errors,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await writer.stop()
      await account.stop()
      await keys.stop()
    },
  }
}

export function bindingOf({ source, envelope, receivedAt }: Batch): Binding {
  const { customerId, appId } = source
  const id = (...parts: string[]) => {
    const hex = createHash('sha256')
      .update([appId, ...parts].join(' '))
      .digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }
  return {
    customerId,
    appId,
    sessionId: id(envelope.session.id),
    participantId: id(envelope.session.id, envelope.participant.id),
    bootNo: Number.parseInt(id(envelope.boot).slice(0, 8), 16),
    day: new Date(receivedAt).toISOString().slice(0, 10),
  }
}
