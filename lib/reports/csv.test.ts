import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvCell, csvText } from './csv.ts'
import { durationMs } from './duration.ts'

describe('a table for a spreadsheet', () => {
  test('is written by RFC 4180, with empty cells for what is not known', () => {
    expect(
      csvText(
        ['name', 'mttr_s'],
        [
          ['say "hi", all', -1],
          ['b', null],
        ],
      ),
    ).toBe('name,mttr_s\r\n"say ""hi"", all",-1\r\nb,\r\n')
  })

  test('never holds text that runs as a formula', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '')
    fc.assert(
      fc.property(start, fc.string(), (first, rest) => {
        expect(csvCell(first + rest).replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })
})

describe('a duration', () => {
  test('of an incident that is still open is not known, and not zero', () => {
    expect(durationMs(new Date(0), null)).toBeNull()
    expect(durationMs(new Date(5), new Date(0))).toBeNull()
    expect(durationMs(new Date(0), new Date(0))).toBe(0)
  })
})
