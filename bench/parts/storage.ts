import pg, { type Connection, type Submittable } from 'pg'
import { pool } from '#lib/db/pools.server.ts'
import type { Binding, RowsToWrite } from '#lib/telemetry/batch.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import { createWriter } from '#lib/telemetry/write.server.ts'
import { readCalls } from '../bodies.ts'
import type { Ground } from '../ground.ts'
import { brief, range, rounds } from '../measure.ts'
import type { Part } from '../part.ts'
import { clearCalls, someBindings, storageMarks } from '../store.server.ts'

const rowsPerRound = 30_000
const rowsPerFlush = 2_000
const reportsPerWrite = 50

/** P3: the writer alone, fed as fast as it takes, against COPY of the same rows in the same portions. */
export const storedRows: Part = {
  name: 'P3',
  async measure(ground) {
    await ground.fresh(50)
    const bindings = await someBindings()
    await ground.engine.stop()
    const texts = readCalls().flatMap((call) => call.participants.flat().map(({ report }) => report))
    const [ours, copy]: [Round[], Round[]] = [[], []]
    for (let round = 0; round <= 3; round++) {
      const one = await timed(ground, (seq) => throughWriter(bindings, texts, seq), round)
      const other = await timed(ground, (seq) => throughCopy(ground, bindings, texts, seq), round)
      if (round === 0) continue
      ours.push(one)
      copy.push(other)
    }
    const ratio = rounds(ours.map(({ perSecond }, i) => perSecond / (copy[i]?.perSecond ?? Number.NaN)))
    const own = rounds(ours.map(({ perSecond }) => perSecond))
    const limit = rounds(copy.map(({ perSecond }) => perSecond))
    const cpu = rounds(ours.map(({ postgresMicros }) => postgresMicros))
    const copyCpu = rounds(copy.map(({ postgresMicros }) => postgresMicros))
    const size = await sizes(bindings, texts)
    await clearCalls()
    const common = { limit: null, firstGoal: null, atLeast: false }
    return [
      {
        id: 'P3',
        what: 'stored rows/s of the writer ÷ COPY of the same rows alone',
        value: ratio.median,
        unit: '×',
        limit: 1,
        budget: 0.8,
        firstGoal: 0.6,
        atLeast: true,
        note: `${range(ratio)}; writer ${range(own)} rows/s, COPY ${range(limit)} rows/s, both ${brief(rowsPerFlush)} rows a commit, synchronous, with the primary key`,
      },
      {
        ...common,
        id: 'P3 cpu',
        what: 'Postgres CPU per stored report',
        value: cpu.median,
        unit: 'µs',
        limit: copyCpu.median,
        budget: 6,
        note: `${range(cpu)}; COPY ${range(copyCpu)}`,
      },
      {
        ...common,
        id: 'P3 disk',
        what: 'disk per report ÷ its payload',
        value: size.disk,
        unit: '×',
        budget: 1.3,
        note: `payload ${brief(size.payload)} B; table, index and TOAST`,
      },
      {
        ...common,
        id: 'P3 WAL',
        what: 'write-ahead log per report ÷ its payload',
        value: size.wal,
        unit: '×',
        budget: 1.3,
        note: 'into fresh pages; the first touch of a page after a checkpoint adds an image of it',
      },
    ]
  },
}

type Round = { perSecond: number; postgresMicros: number }

async function timed(
  ground: Ground,
  write: (firstSeq: number) => Promise<void>,
  round: number,
): Promise<Round> {
  const cpu = ground.postgresCpu()
  const startedAt = performance.now()
  await write(round * rowsPerRound)
  const seconds = (performance.now() - startedAt) / 1_000
  return { perSecond: rowsPerRound / seconds, postgresMicros: (ground.postgresCpu() - cpu) / rowsPerRound }
}

const at = Date.now()
const textOf = (texts: readonly string[], seq: number) => `[${seq},${at}${texts[seq % texts.length]}`

/** Here the rate counts, not how soon a slow machine is given up. */
const patient = { connectMs: 20_000, waitMs: 20_000, statementMs: 20_000 }

async function throughWriter(bindings: readonly Binding[], texts: readonly string[], firstSeq: number) {
  const writer = createWriter({ pool: pool('ingest'), now: () => Date.now(), ...patient })
  let next = firstSeq
  const worker = async (binding: Binding) => {
    while (next < firstSeq + rowsPerRound) {
      const from = next
      next += reportsPerWrite
      await writer.write(rowsOf(binding, texts, from))
    }
  }
  // Two flushes' worth in flight: one is written while the next gathers.
  await Promise.all(Array.from({ length: 80 }, (_, i) => worker(bindings[i % bindings.length] ?? never())))
  await writer.stop()
}

function rowsOf(binding: Binding, texts: readonly string[], from: number): RowsToWrite {
  return {
    binding,
    receivedAt: at,
    events: [],
    reports: Array.from({ length: reportsPerWrite }, (_, i) => ({
      at,
      clamped: false,
      report: [from + i, at, [], []] satisfies WireReport,
      text: textOf(texts, from + i),
    })),
  }
}

function never(): never {
  throw new Error('nobody has joined')
}

/** Into a table of the same columns and key, which no policy guards: COPY is not for guarded tables. */
async function throughCopy(
  ground: Ground,
  bindings: readonly Binding[],
  texts: readonly string[],
  firstSeq: number,
): Promise<void> {
  const client = new pg.Client(ground.database.url)
  await client.connect()
  await client.query('CREATE TABLE IF NOT EXISTS bench_copy (LIKE telemetry INCLUDING ALL)')
  for (let from = firstSeq; from < firstSeq + rowsPerRound; from += rowsPerFlush) {
    let lines = ''
    for (let seq = from; seq < from + rowsPerFlush; seq++) {
      const { customerId, participantId, bootNo, day, sessionId } = bindings[seq % bindings.length] ?? never()
      const time = new Date(at).toISOString()
      const hex = Buffer.from(textOf(texts, seq)).toString('hex')
      lines += `${customerId}\t${participantId}\t${bootNo}\t${seq}\t${day}\t${sessionId}\t${time}\t${time}\t\\\\x${hex}\n`
    }
    await copyIn(client, 'COPY bench_copy FROM STDIN', lines)
  }
  await client.end()
}

type CopyConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  query(text: string): void
}

/** One COPY statement, which the driver knows only by its protocol. */
function copyIn(client: pg.Client, text: string, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | null = null
    const statement = {
      submit: (connection: Connection) => (connection as CopyConnection).query(text),
      handleCopyInResponse(connection: CopyConnection) {
        connection.sendCopyFromChunk(Buffer.from(data))
        connection.endCopyFrom()
      },
      handleError(error: Error) {
        failure = error
        reject(error)
      },
      handleCommandComplete() {},
      handleReadyForQuery: () => (failure ? undefined : resolve()),
    }
    client.query(statement as unknown as Submittable)
  })
}

/** Bytes written for rows in fresh pages. */
async function sizes(bindings: readonly Binding[], texts: readonly string[]) {
  await pool('owner').query('TRUNCATE telemetry')
  const before = await storageMarks()
  await throughWriter(bindings, texts, 0)
  const after = await storageMarks()
  const payload = after.payload - before.payload
  return {
    payload: payload / rowsPerRound,
    disk: (after.disk - before.disk) / payload,
    wal: (after.wal - before.wal) / payload,
  }
}
