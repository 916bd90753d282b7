import fc from 'fast-check'
import { expect, test } from 'vitest'
import { auditCsv, auditJson, csvCell, inPieces } from './audit-file.ts'
import type { AuditEntry } from './contract.ts'

const entry = (given: Partial<AuditEntry>): AuditEntry => ({
  ...{ id: 'i', at: Date.UTC(2026, 10, 25, 7, 30, 1, 5), customerId: null, actorId: null, actorName: 'Mara' },
  ...{ kind: 'member.added', subjectType: 'member', subjectId: 's', data: {} },
  ...given,
})

async function* these(...entries: AuditEntry[]) {
  yield* entries
}
const whole = async (texts: AsyncIterable<string>) => {
  const pieces: Uint8Array[] = []
  for await (const piece of inPieces(texts, 10)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =1', '\r=1', '＝1+1', '\ufeff=1'])(
  'what somebody typed as %j is no formula in the file',
  (typed) => {
    const cell = csvCell(typed)
    expect(cell.replace(/^"/, '')).toMatch(/^'/)
  },
)

test('every cell reads back as it was, but for the apostrophe of a formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const cell = csvCell(text)
      const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
      expect([text, `'${text}`]).toContain(read)
      if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/)
    }),
  )
})

test('the spreadsheet has exact times in UTC and one line per entry', async () => {
  const text = await whole(
    auditCsv(these(entry({ actorName: '=HYPERLINK("x")' }), entry({ data: { a: 'b,c' } }))),
  )
  expect(text).toBe(
    '\ufeffat,who,who_id,did,to,to_id,customer_id,details\r\n' +
      `2026-11-25T07:30:01.005Z,"'=HYPERLINK(""x"")",,member.added,member,s,,{}\r\n` +
      '2026-11-25T07:30:01.005Z,Mara,,member.added,member,s,,"{""a"":""b,c""}"\r\n',
  )
})

test.each([0, 1, 3])('the JSON of %i entries is JSON', async (count) => {
  const text = await whole(auditJson(these(...Array.from({ length: count }, () => entry({})))))
  expect(JSON.parse(text)).toHaveLength(count)
})
