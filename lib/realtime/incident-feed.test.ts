import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Role } from '#lib/access/member.ts'
import { incidentChangedSchema } from './contract.ts'
import { incidentFeed } from './incident-feed.server.ts'
import type { Watcher } from './watcher.server.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const [acme, globex] = [crypto.randomUUID(), crypto.randomUUID()]

/** A screen that only remembers what it is sent. */
function screen(customerIds: string[], role: Role = 'operator', slowSince: number | null = null) {
  const sent: [string, unknown][] = []
  const socket = { emit: (name: string, body: object) => sent.push([name, body]) }
  const watcher = { socket, member: { role, scope: { customerIds } }, slowSince } as unknown as Watcher
  return { watcher, sent }
}

function feed(screens: { watcher: Watcher }[]) {
  const on: { told: (payload: string) => void; lost: () => void } = { told: () => {}, lost: () => {} }
  const line = {
    listen: (given: typeof on) => {
      Object.assign(on, given)
      return { stop: async () => {} }
    },
  }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  incidentFeed(line, { watchers: new Set(screens.map(({ watcher }) => watcher)), now: () => 0, log })
  const call = (customerId: string, seq = 1) =>
    on.told(JSON.stringify({ incidentId: crypto.randomUUID(), customerId, seq, kind: 'opened' }))
  return { on, call }
}
const halfSecond = () => vi.advanceTimersByTimeAsync(500)

test('each screen of staff hears of its own customers’ incidents alone, customers of none', async () => {
  const [olga, cleo, owen] = [screen([acme]), screen([acme], 'customer'), screen([acme], 'owner')]
  const { call } = feed([olga, cleo, owen])
  call(acme)
  call(globex)
  await halfSecond()
  expect(olga.sent).toHaveLength(1)
  const [name, body] = olga.sent[0] ?? []
  expect(name).toBe('incident:changed')
  expect(incidentChangedSchema.parse(body).changes.map(({ customerId }) => customerId)).toEqual([acme])
  expect([...cleo.sent, ...owen.sent]).toEqual([])
})

test('too many changes, or a line that was lost, mean: read again; a slow screen is left alone', async () => {
  const [olga, slow] = [screen([acme]), screen([acme], 'operator', 1)]
  const { on, call } = feed([olga, slow])
  for (let n = 0; n < 201; n += 1) call(acme, n)
  await halfSecond()
  on.lost()
  await halfSecond()
  on.told('{"incidentId": 7}')
  await halfSecond()
  expect(olga.sent.map(([name]) => name)).toEqual(['incident:resync', 'incident:resync'])
  expect(slow.sent).toEqual([])
})
