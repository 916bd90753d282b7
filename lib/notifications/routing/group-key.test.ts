import { describe, expect, test } from 'vitest'
import { groupKey, labelsOfGroup } from './group-key.ts'

const base = { customerId: 'a', routeId: 'r', channelId: 'c', labels: { app: 'x', rule: 'y' } }

describe('the key of a group', () => {
  test('does not depend on the order of labels', () => {
    expect(groupKey({ ...base, labels: { rule: 'y', app: 'x' } })).toBe(groupKey(base))
  })
  test.each([
    ['customer', { customerId: 'b' }],
    ['route', { routeId: 's' }],
    ['channel', { channelId: 'd' }],
    ['label', { labels: { app: 'x', rule: 'z' } }],
    ['label’s value moved to another label', { labels: { app: 'y', rule: 'x' } }],
    ['label that pretends to be two', { labels: { app: 'x;rule=y' } }],
  ])('is another one for another %s', (_what, change) => {
    expect(groupKey({ ...base, ...change })).not.toBe(groupKey(base))
  })
  test('stands for the labels it gathers by alone; a missing one is empty', () => {
    expect(labelsOfGroup(['rule', 'region'], { rule: 'r', app: 'x' })).toEqual({ rule: 'r', region: '' })
  })
})
