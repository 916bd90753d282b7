import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { putBetween } from '../../scripts/put-between.ts'
import { catalogue } from './catalogue.ts'
import { catalogueDocument } from './catalogue-document.ts'
import { tellEvidence, tellFinding } from './describe.ts'
import { evidence } from './observation.ts'

const nameOf = (id: string) => ({ ana: 'Ana', ben: 'Ben', cem: 'Cem' })[id] ?? id
const told = (kind: string, affected: string[], aboutId: string | null = null) =>
  tellFinding({ kind, participantId: 'ana', aboutId, affected, evidence: [] }, nameOf)

describe('a finding in words', () => {
  test.each([
    ['uplink-packet-loss', ['ben', 'cem'], 'Others hear Ana chopped, and the picture breaks up.'],
    ['uplink-packet-loss', ['ben'], 'Ben hears Ana chopped, and the picture breaks up.'],
    ['video-freezes', ['ana'], 'Ana sees Ben stop and jump.'],
    ['one-way-audio', ['ben', 'cem'], 'Others cannot hear Ana, but Ana hears them.'],
  ])('%s', (kind, affected, notice) => expect(told(kind, affected, 'ben').notice).toBe(notice))

  test('of every kind leaves no placeholder behind and ends its sentences', () => {
    for (const kind of Object.keys(catalogue))
      for (const affected of [[], ['ben'], ['ben', 'cem']]) {
        const { notice, cause, remedy } = told(kind, affected, 'ben')
        for (const text of [notice, cause, remedy]) expect(text, kind).not.toMatch(/[{}]|undefined/)
        expect(notice, kind).toMatch(/\.$/)
        expect(remedy, kind).toMatch(/\.$/)
      }
  })

  test('of many calls names what they share', () => {
    const common = evidence('sharedBadPct', 0, null, { value: 100, text: 'site north of Acme' })
    const { notice } = tellFinding(
      { kind: 'isp-degraded', participantId: null, aboutId: null, affected: ['ben'], evidence: [common] },
      nameOf,
    )
    expect(notice).toBe('The people of site north of Acme suffer, on any server.')
  })

  test('of a kind this version does not know still says something', () => {
    expect(told('solar-flare', []).title).toBe('solar flare')
  })
})

test.each([
  [
    evidence('upLossPct', 0, 'ana', { value: 7.84, limit: 3, windowMs: 15_000 }),
    'packets lost on upload 7.8 % (limit 3 %) over 15 s',
  ],
  [evidence('roundTripMs', 0, 'ana', { value: 1_240 }), 'round trip 1.2 s'],
  [
    evidence('gumError', 0, 'ana', { text: 'NotAllowedError for the camera' }),
    'capture refused: NotAllowedError for the camera',
  ],
  [evidence('affectedReceivers', 0, null, { value: 3, text: 'of 4' }), 'receivers affected 3 (of 4)'],
])('evidence %# in words', (piece, text) => expect(tellEvidence(piece)).toBe(text))

test('docs/diagnosis.md holds the catalogue as it is; `node scripts/write-diagnosis.ts` writes it', () => {
  const document = readFileSync(join(import.meta.dirname, '../../docs/diagnosis.md'), 'utf8')
  expect(putBetween(document, 'catalogue', catalogueDocument())).toBe(document)
})
