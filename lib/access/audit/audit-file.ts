import type { AuditEntry } from './contract.ts'

/** The trail as a file: CSV for a spreadsheet, JSON for a program. Times are UTC. */

const columns = ['at', 'who', 'who_id', 'did', 'to', 'to_id', 'customer_id', 'details'] as const

const cellsOf = (entry: AuditEntry): string[] => [
  new Date(entry.at).toISOString(),
  entry.actorName,
  entry.actorId ?? '',
  entry.kind,
  entry.subjectType,
  entry.subjectId ?? '',
  entry.customerId ?? '',
  JSON.stringify(entry.data),
]

/** What a spreadsheet would take for a formula begins with an apostrophe: people typed these words, not we. */
export function csvCell(text: string): string {
  const safe = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",;\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const line = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`

/** With a byte order mark, so that spreadsheets read names rightly. */
export async function* auditCsv(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield `\ufeff${line(columns)}`
  for await (const entry of entries) yield line(cellsOf(entry))
}

export async function* auditJson(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const entry of entries) {
    yield before + JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() })
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/** What is written bit by bit is sent in larger pieces. */
export async function* inPieces(texts: AsyncIterable<string>, size = 32_768): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let held = ''
  for await (const text of texts) {
    held += text
    if (held.length < size) continue
    yield encoder.encode(held)
    held = ''
  }
  if (held !== '') yield encoder.encode(held)
}
