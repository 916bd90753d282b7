import { describe, expect, test } from 'vitest'
import { catalogue } from '#lib/diagnosis/catalogue.ts'
import { cleanSpans, type Item, isRightSide, judge, type Told, type Truth } from './judge.ts'
import { truthTable } from './truth-table.ts'

const told = (changes: Partial<Told>): Told => ({
  findingId: 'f',
  kind: 'path-packet-loss',
  model: 'm',
  sessionId: 's',
  participantId: 'b',
  aboutId: 'a',
  connection: null,
  track: null,
  direction: 'receive',
  side: 'network-path',
  severity: 'major',
  confidence: 'high',
  owner: 'customer-it',
  from: 24,
  to: 60,
  raisedAt: 0,
  closeReason: null,
  evidence: [],
  affected: [],
  explainedBy: null,
  rank: 1,
  ...changes,
})
const item = (changes: Partial<Item> = {}): Item => ({
  file: 'x',
  seconds: 62,
  of: null,
  must: [],
  may: [],
  mustNot: [],
  incidental: [],
  ...changes,
})
const loss: Truth = { kind: 'network.loss', window: [20, 45], link: 'a>b', seenBy: ['b'] }

describe('a truth', () => {
  test('is found by any of its kinds that overlaps its window, a little late', () => {
    expect(judge(item({ must: [loss] }), [told({})]).must[0]).toMatchObject({ rightSide: true })
    expect(judge(item({ must: [loss] }), [told({ from: 61, to: 62 })]).must[0]?.found).toBeNull()
    expect(judge(item({ must: [loss] }), [told({ kind: 'high-rtt' })]).must[0]?.found).toBeNull()
  })

  test.each<[string, Partial<Told>, Truth, boolean]>([
    ['the way itself', {}, loss, true],
    ['the other way round', { participantId: 'a', aboutId: 'b' }, loss, false],
    ['the sender’s upload', { participantId: 'a', aboutId: null, direction: 'send' }, loss, true],
    [
      'somebody else',
      { participantId: 'a', direction: 'send' },
      { kind: 'cpu.encode', window: [0, 1], participant: 'b' },
      false,
    ],
    ['either end of both ways', { participantId: 'a', direction: 'both' }, { ...loss, link: 'a<>b' }, true],
  ])('is on the right side when told of %s', (_case, changes, truth, right) => {
    expect(isRightSide(truth, told(changes))).toBe(right)
  })

  test('that only the other end shows is not asked of a dump of this end', () => {
    expect(judge(item({ must: [loss], of: 'a' }), []).must).toEqual([])
    expect(judge(item({ must: [loss], of: 'b' }), []).must).toHaveLength(1)
  })
})

describe('a false finding', () => {
  test('is one that must not be, whenever', () => {
    expect(judge(item({ must: [loss], mustNot: ['network.loss'] }), [told({})]).wrong).toHaveLength(1)
  })

  test('is one that begins where nothing was wrong', () => {
    expect(
      judge(item({ must: [loss] }), [told({ kind: 'high-jitter', from: 5, to: 12 })]).wrong[0]?.why,
    ).toBe('on a clean span')
    expect(judge(item({ must: [loss] }), [told({ kind: 'high-jitter', from: 30 })]).wrong).toEqual([])
  })

  test('is never a hint or mere context', () => {
    const mustNot = ['network.loss']
    expect(judge(item({ mustNot }), [told({ confidence: 'low' })]).wrong).toEqual([])
    expect(judge(item({ mustNot }), [told({ severity: 'info' })]).wrong).toEqual([])
    expect(judge(item({ mustNot }), [told({ explainedBy: 'g' })]).wrong).toEqual([])
  })

  test('may be what the recording itself notes', () => {
    const incidental = [{ by: 'b', what: 'freeze', at: 20, until: 21 }]
    expect(judge(item({ mustNot: ['network.loss'], incidental }), [told({})]).wrong).toEqual([])
  })
})

test('clean spans are what no window and no incident touches', () => {
  expect(cleanSpans(item({ must: [{ ...loss, window: [10, 12] }] }))).toEqual([
    [0, 7],
    [47, 62],
  ])
  expect(cleanSpans(item())).toEqual([[0, 62]])
})

test('the truth table names only kinds of the catalogue', () => {
  for (const kinds of Object.values(truthTable))
    for (const kind of kinds) expect(Object.keys(catalogue)).toContain(kind)
})
