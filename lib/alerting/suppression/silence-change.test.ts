import { describe, expect, test } from 'vitest'
import type { ChangedSilence } from './contract.ts'
import { decideSilenceChange, type Silence } from './silence-change.ts'
import { silenceDebts } from './silence-debt.ts'

const shop = { name: 'app', op: 'is', value: 'shop' } as const
const desk = { name: 'app', op: 'is', value: 'desk' } as const
const was: Silence = { matchers: [shop], startsAt: 100, endsAt: 200, comment: 'known' }
const [before, during, after] = [50, 150, 200]
const outcome = (wish: ChangedSilence, now: number) => decideSilenceChange(was, wish, now)

describe('changing a silence', () => {
  test.each<[string, ChangedSilence, number, object]>([
    [
      'waiting: its labels move',
      { matchers: [desk] },
      before,
      { do: 'change', to: { ...was, matchers: [desk] } },
    ],
    ['waiting: its start moves', { startsAt: 120 }, before, { do: 'change', to: { ...was, startsAt: 120 } }],
    [
      'waiting: a start of the past is now',
      { startsAt: 1 },
      before,
      { do: 'change', to: { ...was, startsAt: 50 } },
    ],
    [
      'muting: other labels end it and make a new one from now on',
      { matchers: [desk] },
      during,
      { do: 'replace', by: { ...was, matchers: [desk], startsAt: 150 } },
    ],
    [
      'muting: the same labels in another order are no change',
      { matchers: [shop, shop] },
      during,
      { do: 'nothing' },
    ],
    ['muting: its start stays', { startsAt: 120 }, during, { do: 'refuse', late: false }],
    [
      'muting: its end moves into the future',
      { endsAt: 900 },
      during,
      { do: 'change', to: { ...was, endsAt: 900 } },
    ],
    ['muting: its end moves nearer', { endsAt: 151 }, during, { do: 'change', to: { ...was, endsAt: 151 } }],
    ['muting: its end never moves into the past', { endsAt: 149 }, during, { do: 'refuse', late: false }],
    ['muting: nor to this moment', { endsAt: 150 }, during, { do: 'refuse', late: false }],
    [
      'muting: its reason is corrected in place',
      { comment: 'why' },
      during,
      { do: 'change', to: { ...was, comment: 'why' } },
    ],
    ['waiting: the end comes after the start', { endsAt: 90 }, before, { do: 'refuse', late: false }],
    ['at most 90 days', { endsAt: 151 + 90 * 86_400_000 }, during, { do: 'refuse', late: false }],
    ['over: nothing moves', { endsAt: 900 }, after, { do: 'refuse', late: true }],
    ['nothing asked, nothing done', {}, during, { do: 'nothing' }],
  ])('%s', (_case, wish, now, expected) => {
    expect(outcome(wish, now)).toMatchObject(expected)
  })
})

describe('silence debt', () => {
  const span = (startsAt: number, endsAt: number, given: object = {}) => ({
    customerId: 'acme' as string | null,
    matchers: [shop],
    startsAt,
    endsAt,
    ...given,
  })

  test('adds up what mutes the same, counts overlaps once and never the future', () => {
    const weekly = [span(0, 10), span(20, 30), span(25, 40), span(90, 500)]
    expect([...silenceDebts(weekly, 5, 100).values()]).toEqual([35, 35, 35, 35])
  })

  test('other labels and other customers are other debts', () => {
    const [one, other, foreign] = [
      span(0, 10),
      span(0, 20, { matchers: [desk] }),
      span(0, 30, { customerId: null }),
    ]
    const debts = silenceDebts([one, other, foreign], 0, 100)
    expect([debts.get(one), debts.get(other), debts.get(foreign)]).toEqual([10, 20, 30])
  })
})
