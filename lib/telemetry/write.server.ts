import type { Pool, PoolClient } from 'pg'
import type { RowsToWrite, Written } from './batch.ts'
import { crashPoint } from './crash-point.server.ts'
import { type Inserted, insertRows, isAlive, type NewKeys, prepareWriterConnection } from './store.server.ts'
import { isStoreTrouble, StoreUnavailable } from './store-unavailable.ts'
import { eventRows, type Row, reportRows } from './write-columns.ts'

export type WriterOptions = {
  /** the pool of the `ingest` role */
  pool: Pool
  now: () => number
  /** time between the starts of two flushes under load; a write that finds the writer idle does not wait */
  gapMs?: number
  /** enough rows to flush at once */
  flushRows?: number
  /** most rows of one transaction */
  maxFlushRows?: number
  /** beyond these the writer refuses at once rather than grow */
  maxQueuedRows?: number
  maxQueuedBytes?: number
  /** a write that could not even be sent in this time is refused */
  waitMs?: number
  /** a statement or connection that takes longer is given up, its outcome unknown */
  statementMs?: number
  connectMs?: number
  /** after a failure, writes are refused without trying for this long */
  pauseMs?: number
  onFlush?: (flush: { rows: number; ms: number; waitedMs: number }) => void
  onError?: (error: unknown) => void
}

export type WriterStats = {
  queueDepth: number
  queuedRows: number
  queuedBytes: number
  inFlight: boolean
  storeUp: boolean
  /** server's clock, epoch ms, when the store stopped answering; null while it answers */
  storeDownSince: number | null
  lastCommitAt: number | null
  flushes: number
  rowsWritten: number
}

export type Writer = {
  /** Resolves when the rows are on disk; rejects with `StoreUnavailable` when that is not certain. */
  write(rows: RowsToWrite): Promise<Written>
  stats(): WriterStats
  /** Writes what waits, then refuses everything. */
  stop(): Promise<void>
}

type Waiting = {
  telemetry: Row[]
  events: Row[]
  bytes: number
  since: number
  resolve: (written: Written) => void
  reject: (error: unknown) => void
}

const defaults = {
  gapMs: 20,
  flushRows: 500,
  maxFlushRows: 2_000,
  maxQueuedRows: 20_000,
  maxQueuedBytes: 32 * 1024 * 1024,
  waitMs: 3_000,
  statementMs: 5_000,
  connectMs: 800,
  pauseMs: 500,
  onFlush: () => {},
  onError: () => {},
}

/**
 * Group commit: what many requests hand in within a moment is committed in one transaction, and only then acked.
 * One flush runs at a time, so two flushes of one engine can never wait for each other's rows.
 */
export function createWriter(given: WriterOptions): Writer {
  const options = { ...defaults, ...given }
  const { pool, now } = options
  const prepared = new WeakSet<PoolClient>()
  let queue: Waiting[] = []
  let queuedRows = 0
  let queuedBytes = 0
  let flushing: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let waitTimer: NodeJS.Timeout | null = null
  let lastFlushAt = 0
  let pausedUntil = 0
  let stopping = false
  const stats = {
    storeDownSince: null as number | null,
    lastCommitAt: null as number | null,
    flushes: 0,
    rowsWritten: 0,
  }

  function write(rows: RowsToWrite): Promise<Written> {
    if (stopping) return Promise.reject(new StoreUnavailable('stopping'))
    if (now() < pausedUntil) return Promise.reject(new StoreUnavailable('down'))
    if (queuedRows >= options.maxQueuedRows || queuedBytes >= options.maxQueuedBytes)
      return Promise.reject(new StoreUnavailable('overloaded'))
    return new Promise((resolve, reject) => {
      const telemetry = reportRows(rows)
      const events = eventRows(rows)
      const bytes = sizeOf(telemetry) + sizeOf(events)
      queue.push({ telemetry, events, bytes, since: now(), resolve, reject })
      queuedRows += telemetry.length + events.length
      queuedBytes += bytes
      schedule()
    })
  }

  function schedule() {
    if (waitTimer === null && queue.length > 0) waitTimer = setTimeout(refuseOverdue, options.waitMs)
    if (flushing || queue.length === 0) return
    const due = queuedRows >= options.flushRows || stopping ? 0 : lastFlushAt + options.gapMs - now()
    if (timer && due > 0) return
    if (timer) clearTimeout(timer)
    timer = setTimeout(startFlush, Math.max(0, due))
  }

  function startFlush() {
    timer = null
    if (flushing || queue.length === 0) return
    lastFlushAt = now()
    flushing = flush(takeFromQueue()).finally(() => {
      flushing = null
      schedule()
    })
  }

  function takeFromQueue(): Waiting[] {
    let rows = 0
    let count = 0
    for (const one of queue) {
      const size = one.telemetry.length + one.events.length
      if (count > 0 && rows + size > options.maxFlushRows) break
      rows += size
      count++
    }
    const taken = queue.slice(0, count)
    queue = queue.slice(count)
    forget(taken)
    return taken
  }

  function forget(gone: Waiting[]) {
    for (const one of gone) {
      queuedRows -= one.telemetry.length + one.events.length
      queuedBytes -= one.bytes
    }
  }

  /** A write still queued after `waitMs` never reached the database: it may be refused with certainty. */
  function refuseOverdue() {
    waitTimer = null
    const overdue = queue.filter(({ since }) => now() - since >= options.waitMs)
    if (overdue.length > 0) {
      queue = queue.filter(({ since }) => now() - since < options.waitMs)
      forget(overdue)
      for (const one of overdue) one.reject(new StoreUnavailable('timeout'))
    }
    const first = queue[0]
    if (first) waitTimer = setTimeout(refuseOverdue, Math.max(10, first.since + options.waitMs - now()))
  }

  async function flush(group: Waiting[]): Promise<void> {
    const startedAt = now()
    let client: PoolClient | null = null
    let failure: unknown = null
    try {
      client = await connectWithin(pool, options.connectMs)
      if (!prepared.has(client)) {
        await prepareWriterConnection(client, options.statementMs)
        prepared.add(client)
      }
      await commit(client, group)
      up()
      const rows = group.reduce((sum, { telemetry, events }) => sum + telemetry.length + events.length, 0)
      stats.flushes++
      stats.rowsWritten += rows
      options.onFlush({ rows, ms: now() - startedAt, waitedMs: startedAt - (group[0]?.since ?? startedAt) })
    } catch (error) {
      failure = error
      failed(error, group)
    } finally {
      // a connection whose last statement failed for the store's sake is never used again
      client?.release(failure !== null)
    }
  }

  async function commit(client: PoolClient, group: Waiting[]): Promise<void> {
    try {
      await commitTogether(client, group)
    } catch (error) {
      if (isLostRace(error)) return commitTogether(client, group)
      if (isStoreTrouble(error)) throw error
      options.onError(error)
      await commitApart(client, group)
    }
  }

  async function commitTogether(client: PoolClient, group: Waiting[]): Promise<void> {
    const telemetry = group.flatMap((one) => one.telemetry)
    const events = group.flatMap((one) => one.events)
    const sent = insertRows(client, telemetry, events, options.statementMs)
    crashPoint('s3')
    const inserted = await sent
    crashPoint('s4')
    tell(group, inserted, now())
  }

  /** One write spoiled the statement: each on its own, then, where one holds a poison row, row by row. */
  async function commitApart(client: PoolClient, group: Waiting[]): Promise<void> {
    for (const one of group) {
      try {
        await commitTogether(client, [one])
      } catch (error) {
        if (isStoreTrouble(error)) throw error
        if (isPoison(error)) one.resolve(await commitRowByRow(client, one))
        else one.reject(error)
      }
    }
  }

  async function commitRowByRow(client: PoolClient, one: Waiting): Promise<Written> {
    const flags: boolean[] = []
    const refused: number[] = []
    for (const [i, row] of [...one.telemetry, ...one.events].entries()) {
      const isEvent = i >= one.telemetry.length
      try {
        const inserted = await insertRows(
          client,
          isEvent ? [] : [row],
          isEvent ? [row] : [],
          options.statementMs,
        )
        flags.push((isEvent ? inserted.events : inserted.telemetry) === null)
      } catch (error) {
        if (!isPoison(error)) throw error
        flags.push(false)
        refused.push(i)
      }
    }
    const reports = flags.slice(0, one.telemetry.length)
    return { reports, events: flags.slice(one.telemetry.length), committedAt: now(), refused }
  }

  function up() {
    pausedUntil = 0
    stats.storeDownSince = null
    stats.lastCommitAt = now()
  }

  /** Writes already settled by a fallback keep their answer; a promise settles once. */
  function failed(error: unknown, group: Waiting[]) {
    options.onError(error)
    const refusal = isStoreTrouble(error) ? new StoreUnavailable('down', 2, error) : error
    if (isStoreTrouble(error)) {
      pausedUntil = now() + options.pauseMs
      if (stats.storeDownSince === null) {
        stats.storeDownSince = now()
        probeLater()
      }
    }
    const waiting = isStoreTrouble(error) ? queue.splice(0) : []
    forget(waiting)
    for (const one of [...group, ...waiting]) one.reject(refusal)
  }

  /** While the store is down, asks by itself whether it is back, so that `storeUp` is true without traffic too. */
  function probeLater() {
    if (stopping) return
    setTimeout(() => {
      if (stats.storeDownSince === null || stopping) return
      isAlive(pool).then(up, probeLater)
    }, options.pauseMs).unref()
  }

  async function stop(): Promise<void> {
    stopping = true
    while (queue.length > 0 || flushing) {
      if (!flushing) startFlush()
      await flushing
    }
    if (timer) clearTimeout(timer)
    if (waitTimer) clearTimeout(waitTimer)
  }

  return {
    write,
    stop,
    stats: () => ({
      ...stats,
      queueDepth: queue.length,
      queuedRows,
      queuedBytes,
      inFlight: flushing !== null,
      storeUp: stats.storeDownSince === null,
    }),
  }
}

function sizeOf(rows: Row[]): number {
  let bytes = 0
  for (const row of rows) bytes += row.text.length + 200
  return bytes
}

/** A deadlock or serialisation failure: nothing was stored and the same statement may run again at once. */
function isLostRace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^40(001|P01)$/.test(String(error.code))
}

/** Content of a row that the database cannot hold; a missing partition is our fault, not the row's. */
function isPoison(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  if (/no partition of relation/.test(error.message)) return false
  return /^(22|23)[0-9A-Z]{3}$|^54000$/.test(String(error.code))
}

/** Tells each write which of its rows were new. The first of equal rows in a flush is the new one. */
function tell(group: Waiting[], inserted: Inserted, committedAt: number) {
  const isNewReport = newness(inserted.telemetry)
  const isNewEvent = newness(inserted.events)
  for (const one of group)
    one.resolve({ reports: one.telemetry.map(isNewReport), events: one.events.map(isNewEvent), committedAt })
}

function newness(keys: NewKeys): (row: Row) => boolean {
  if (keys === null) return () => true
  const left = new Set(keys.bootNos.map((bootNo, i) => `${bootNo}:${keys.seqs[i]}`))
  return (row) => left.delete(`${row.binding.bootNo}:${row.seq}`)
}

/** A connection, or `StoreUnavailable` in time; one that comes too late goes back to the pool. */
async function connectWithin(pool: Pool, ms: number): Promise<PoolClient> {
  const connecting = pool.connect()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null)
  })
  const client = await Promise.race([connecting, late])
  clearTimeout(timer)
  if (client) return client
  connecting.then(
    (one) => one.release(),
    () => {},
  )
  throw new StoreUnavailable('down')
}
