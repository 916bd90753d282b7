import { expect, test } from 'vitest'
import type { Labels } from '#lib/alerting/labels.ts'
import { type Firing, type InhibitionRow, inhibitionsOf } from './inhibit.ts'

const is = (name: string, value: string) => ({ name, op: 'is' as const, value })
const rule: InhibitionRow = {
  inhibitionId: 'i',
  customerId: null,
  name: 'a critical one mutes lesser ones of its app',
  source: [is('severity', 'critical')],
  target: [is('severity', 'minor')],
  equal: ['app'],
}
const fires = (id: string, labels: Labels, customerId = 'a'): Firing => ({ id, customerId, labels })
const target = fires('t', { severity: 'minor', app: 'x' })
const critical = (given: Labels, customerId = 'a') => fires('s', { severity: 'critical', ...given }, customerId)
const wide = { ...rule, source: [is('source', 'rule')], target: [is('source', 'rule')], equal: [] }
const both = fires('b1', { source: 'rule', severity: 'minor' })

const cases: [string, InhibitionRow, Firing, Firing[], boolean][] = [
  ['a source that fires with equal labels mutes', rule, target, [critical({ app: 'x' })], true],
  ['without a source nothing is muted', rule, target, [], false],
  ['another value of an equal label does not mute', rule, target, [critical({ app: 'y' })], false],
  ['the customer is always an equal label', { ...rule, equal: [] }, target, [critical({}, 'b')], false],
  [
    'a label missing on both sides is equal',
    { ...rule, equal: ['region'] },
    target,
    [critical({ app: 'other' })],
    true,
  ],
  [
    'a missing label equals an empty one',
    { ...rule, equal: ['region'] },
    fires('t', { severity: 'minor', region: '' }),
    [critical({})],
    true,
  ],
  ['what is no target is not muted', rule, fires('t', { severity: 'major', app: 'x' }), [critical({ app: 'x' })], false],
  ['an alert on both sides cannot mute itself', wide, both, [both], false],
  ['two on both sides cannot mute each other', wide, both, [fires('b2', { source: 'rule' })], false],
  [
    'one on both sides is muted by a mere source',
    { ...wide, target: [is('severity', 'minor')], source: [is('source', 'rule')] },
    both,
    [fires('s', { source: 'rule', severity: 'critical' })],
    true,
  ],
  ['a customer’s own inhibition mutes only theirs', { ...rule, customerId: 'b' }, target, [critical({ app: 'x' })], false],
]

test.each(cases)('%s', (_case, inhibition, alert, firing, muted) => {
  expect(inhibitionsOf(alert, firing, [inhibition]).length > 0).toBe(muted)
})
