import { expect, test } from 'vitest'
import { createTraffic } from './run-traffic.ts'

/** Runs the story of the support chats on a clock of its own and keeps every body that is sent. */
async function run(seconds: number) {
  const bodies: {
    boot: string
    reports: unknown[][]
    events: { seq: number; t: number; type: string; data?: Record<string, unknown> }[]
  }[] = []
  let now = 1_800_000_000_000
  let uuids = 0
  const traffic = createTraffic(new Map([['support-chat', 'sk_test']]), {
    now: () => now,
    uuid: () => `boot-${uuids++}`,
    post: async (body) => {
      bodies.push(JSON.parse(body))
      return { intervalMs: 5_000 }
    },
  })
  for (let i = 0; i < seconds * 2; i++) {
    traffic.step()
    await Promise.resolve()
    now += 500
  }
  await traffic.stop()
  const events = bodies.flatMap((body) => body.events.map((event) => ({ ...event, boot: body.boot })))
  return { bodies, chats: events.filter(({ type }) => type === 'chat'), events, start: 1_800_000_000_000 }
}

test('support chats: some without any call, some beside voice; the backend fails for a while and recovers', async () => {
  const { chats, events, start } = await run(230)
  const withConnection = new Set(
    events.flatMap(({ type, boot }) => (type === 'connection-created' ? [boot] : [])),
  )
  const chatting = new Set(chats.map(({ boot }) => boot))
  expect(withConnection.size).toBeGreaterThan(0)
  expect([...withConnection].every((boot) => chatting.has(boot))).toBe(true)
  expect([...chatting].filter((boot) => !withConnection.has(boot)).length).toBeGreaterThanOrEqual(8)
  const failures = chats.filter(({ data }) => data?.op === 'failed').map(({ t }) => (t - start) / 1_000)
  expect(failures.length).toBeGreaterThan(20)
  expect(Math.min(...failures)).toBeGreaterThan(60)
  expect(Math.max(...failures)).toBeLessThan(170)
})

test('while the line is down nothing goes through it', async () => {
  const { chats } = await run(200)
  const down = new Map<string, number>()
  for (const { boot, t, data } of chats.toSorted((a, b) => a.seq - b.seq)) {
    if (data?.op === 'disconnected') down.set(boot, t)
    if (data?.op === 'reconnected') down.delete(boot)
    const since = down.get(boot)
    if (data?.op === 'acked' || data?.op === 'received') expect(since === undefined || t <= since).toBe(true)
  }
  expect(chats.filter(({ data }) => data?.op === 'disconnected').length).toBe(8)
})

test('a page that only chats sends signs of life and no counters', async () => {
  const { bodies, events } = await run(30)
  const withConnection = new Set(
    events.flatMap(({ type, boot }) => (type === 'connection-created' ? [boot] : [])),
  )
  const alone = bodies.filter(({ boot }) => !withConnection.has(boot))
  const reports = alone.flatMap((body) => body.reports)
  expect(reports.length).toBeGreaterThan(40)
  expect(
    reports.every(([, , connections, tracks]) => JSON.stringify([connections, tracks]) === '[[],[]]'),
  ).toBe(true)
})
