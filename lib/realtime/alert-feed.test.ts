import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Role } from '#lib/access/member.ts'
import { type AlertLine, alertFeed } from './alert-feed.server.ts'
import { alertChangedSchema } from './contract.ts'
import type { Watcher } from './watcher.server.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const [acme, globex] = [crypto.randomUUID(), crypto.randomUUID()]
const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()]
const customerOf = new Map([
  [ours, acme],
  [theirs, globex],
])

/** A screen that only remembers what it is sent. */
function screen(customerIds: string[], role: Role = 'operator', slowSince: number | null = null) {
  const sent: [string, { changes?: { alertId: string }[] }][] = []
  const socket = { emit: (name: string, body: object) => sent.push([name, body]) }
  const watcher = { socket, member: { role, scope: { customerIds } }, slowSince } as unknown as Watcher
  return {
    watcher,
    sent,
    alerts: () => sent.flatMap(([, body]) => (body.changes ?? []).map((one) => one.alertId)),
  }
}

function feed(screens: { watcher: Watcher }[], readHeads?: AlertLine['readHeads']) {
  const on: { told: (payload: string) => void; lost: () => void } = { told: () => {}, lost: () => {} }
  const reads: number[] = []
  const line: AlertLine = {
    listen: (given) => {
      Object.assign(on, given)
      return { stop: async () => {} }
    },
    readHeads:
      readHeads ??
      (async (alerts) => {
        reads.push(alerts.length)
        return alerts.map((one) => ({ ...one, severity: 'major', state: 'open', version: 3 }))
      }),
  }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  alertFeed(line, { watchers: new Set(screens.map(({ watcher }) => watcher)), now: () => 0, log })
  const call = (alertId: string, seq = 1) =>
    on.told(JSON.stringify({ alertId, customerId: customerOf.get(alertId), seq, kind: 'opened' }))
  return { on, call, reads }
}
const halfSecond = () => vi.advanceTimersByTimeAsync(500)

test('each screen of staff hears of its own customers’ alerts alone, customers of none', async () => {
  const [olga, ada, cleo] = [screen([acme]), screen([acme, globex]), screen([acme], 'customer')]
  const { call } = feed([olga, ada, cleo])
  call(ours)
  call(theirs)
  await halfSecond()
  expect(olga.alerts()).toEqual([ours])
  expect(ada.alerts()).toEqual([ours, theirs])
  expect(cleo.sent).toEqual([])
  expect(alertChangedSchema.parse(olga.sent[0]?.[1])).toEqual({
    changes: [
      {
        alertId: ours,
        customerId: acme,
        seq: 1,
        kind: 'opened',
        severity: 'major',
        state: 'open',
        version: 3,
      },
    ],
    at: 0,
  })
})

test('a storm is two messages a second and two reads, in the order in which things happened', async () => {
  const olga = screen([acme])
  const { call, reads } = feed([olga])
  for (let seq = 1; seq <= 100; seq += 1) call(ours, seq)
  await halfSecond()
  for (let seq = 101; seq <= 150; seq += 1) call(ours, seq)
  await halfSecond()
  await halfSecond()
  expect(olga.sent.map(([name]) => name)).toEqual(['alert:changed', 'alert:changed'])
  expect(reads).toEqual([100, 50])
})

test('more than a message can hold, a lost line and a failed read: everybody reads again', async () => {
  const olga = screen([acme])
  const { call, on } = feed([olga])
  for (let seq = 1; seq <= 201; seq += 1) call(ours, seq)
  await halfSecond()
  on.lost()
  await halfSecond()
  expect(olga.sent.map(([name]) => name)).toEqual(['alert:resync', 'alert:resync'])
  const ivan = screen([globex])
  const broken = feed([ivan], async () => {
    throw new Error('away')
  })
  broken.call(theirs)
  await halfSecond()
  expect(ivan.sent.map(([name]) => name)).toEqual(['alert:resync'])
})

test('a call that says a foreign customer, and one that is no call, tell nobody', async () => {
  const [olga, ada] = [screen([acme]), screen([acme, globex])]
  const { on } = feed([olga, ada], async () => [
    { alertId: theirs, customerId: globex, severity: 'major', state: 'open', version: 1 },
  ])
  on.told(JSON.stringify({ alertId: theirs, customerId: acme, seq: 1, kind: 'opened' }))
  on.told('not JSON')
  await halfSecond()
  expect([...olga.sent, ...ada.sent]).toEqual([])
})

test('a screen that cannot keep up is not fed more', async () => {
  const slow = screen([acme], 'operator', 1)
  const { call } = feed([slow])
  call(ours)
  await halfSecond()
  expect(slow.sent).toEqual([])
})
