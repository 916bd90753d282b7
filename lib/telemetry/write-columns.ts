import type { Binding, RowsToWrite } from './batch.ts'
import type { WireEvent } from './event-types.ts'

/** One row to store. `event` is null for a report, whose text is then the payload. */
export type Row = {
  binding: Binding
  seq: number
  at: number
  receivedAt: number
  text: string
  clamped: boolean
  event: WireEvent | null
}

export function reportRows({ binding, receivedAt, reports }: RowsToWrite): Row[] {
  return reports.map(({ at, clamped, report, text }) => ({
    binding,
    seq: report[0],
    at,
    receivedAt,
    text: text ?? JSON.stringify(report),
    clamped,
    event: null,
  }))
}

export function eventRows({ binding, receivedAt, events }: RowsToWrite): Row[] {
  return events.map(({ at, clamped, event }) => ({
    binding,
    seq: event.seq,
    at,
    receivedAt,
    text: event.data ? JSON.stringify(event.data) : '{}',
    clamped,
    event,
  }))
}

/**
 * Rows as Postgres array literals, one string a column: far cheaper than letting the driver quote every element.
 * Only ids and numbers made by us go unquoted.
 */
export function toColumns(rows: Row[], areEvents: boolean): string[] {
  const columns = [
    plain(rows, (row) => row.binding.customerId),
    plain(rows, (row) => row.binding.participantId),
    plain(rows, (row) => row.binding.bootNo),
    plain(rows, (row) => row.seq),
    plain(rows, (row) => row.binding.day),
    plain(rows, (row) => row.binding.sessionId),
    plain(rows, (row) => row.at),
    plain(rows, (row) => row.receivedAt),
    quoted(rows, (row) => row.text),
  ]
  if (!areEvents) return columns
  columns.push(
    plain(rows, (row) => (row.clamped ? 't' : 'f')),
    quoted(rows, (row) => row.event?.type ?? ''),
    plain(rows, (row) => row.event?.connection ?? 'NULL'),
    plain(rows, (row) => row.event?.track ?? 'NULL'),
  )
  return columns
}

function plain(rows: Row[], cell: (row: Row) => string | number): string {
  let text = '{'
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (row) text += i === 0 ? cell(row) : `,${cell(row)}`
  }
  return `${text}}`
}

function quoted(rows: Row[], cell: (row: Row) => string): string {
  let text = '{'
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (row) text += `${i === 0 ? '' : ','}"${escaped(cell(row))}"`
  }
  return `${text}}`
}

/** A report is digits, commas and brackets, so the common case is one scan. */
function escaped(text: string): string {
  return /["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text
}
