import { expect, test } from 'vitest'
import { type ChannelRow, chooseRoutes } from './choose-routes.ts'
import { lastResort } from './default-routing.ts'
import type { RouteRow } from './route-row.ts'

const ours = 'customer-a'
const theirs = 'customer-b'
const route = (routeId: string, given: Partial<RouteRow> = {}): RouteRow => ({
  ...lastResort,
  routeId,
  name: routeId,
  position: 100,
  channelIds: ['msp'],
  ...given,
})
const channels: ChannelRow[] = [
  { channelId: 'msp', customerId: null, name: 'MSP' },
  { channelId: 'ours', customerId: ours, name: 'Ours' },
  { channelId: 'theirs', customerId: theirs, name: 'Theirs' },
]
const alert = { customerId: ours, labels: { app: 'video', severity: 'critical' } }
const app = (value: string) => [{ name: 'app', op: 'is' as const, value }]

const cases: [string, RouteRow[], [route: string, channels: string[]][]][] = [
  ['the first match ends the search', [route('1'), route('2')], [['1', ['msp']]]],
  ['position decides, not the order of rows', [route('1'), route('2', { position: 1 })], [['2', ['msp']]]],
  [
    'the customer’s own come before those of all, whatever their position',
    [route('all', { position: 0 }), route('own', { customerId: ours, position: 900 })],
    [['own', ['msp']]],
  ],
  [
    'a route that goes on lets the next ones match too',
    [route('1', { goOn: true }), route('2'), route('3')],
    [
      ['1', ['msp']],
      ['2', ['msp']],
    ],
  ],
  ['what does not match is passed over', [route('1', { matchers: app('voice') }), route('2')], [['2', ['msp']]]],
  ['a disabled route is none', [route('1', { enabled: false }), route('2')], [['2', ['msp']]]],
  ['another customer’s route never matches', [route('1', { customerId: theirs }), route('2')], [['2', ['msp']]]],
  [
    'another customer’s channel never hears of it, even where a route names it',
    [route('1', { channelIds: ['theirs', 'ours'] })],
    [['1', ['ours']]],
  ],
  ['without any route every channel that serves the customer is told', [], [[lastResort.routeId, ['msp', 'ours']]]],
  [
    'so it is where the routes that match tell nobody',
    [route('1', { channelIds: [] })],
    [[lastResort.routeId, ['msp', 'ours']]],
  ],
  ['a policy alone is somebody', [route('1', { channelIds: [], policyId: 'p' })], [['1', []]]],
  ['a channel named twice is told once', [route('1', { channelIds: ['msp', 'msp'] })], [['1', ['msp']]]],
]

test.each(cases)('%s', (_case, routes, expected) => {
  expect(chooseRoutes(alert, routes, channels).map((one) => [one.route.routeId, one.channelIds])).toEqual(expected)
})
