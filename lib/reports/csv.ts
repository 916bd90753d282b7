/** RFC 4180, and nothing that a spreadsheet would run as a formula. */

const formulaStart = /^[=+\-@\t\r]/
const needsQuotes = /[",\r\n]/

/** Null = cannot know: an empty cell, never a zero. */
export type CsvValue = string | number | null

/** Numbers stay numbers, minus sign included; only text can be a formula. */
export function csvCell(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const guarded = formulaStart.test(value) ? `'${value}` : value
  return needsQuotes.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** Header first, CRLF after every row. */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}
