import { afterAll, expect, test, vi } from 'vitest'
import { listen } from './listen.server.ts'
import { closePools, pool } from './pools.server.ts'

afterAll(closePools)

test('a call is heard, and heard again after the connection was cut', async () => {
  const heard: string[] = []
  let back = 0
  const line = listen('worker', { earshot_outbox: (payload) => heard.push(payload) }, () => (back += 1))
  const call = async (word: string) => {
    await pool('owner').query(`SELECT pg_notify('earshot_outbox', $1)`, [word])
    expect(heard).toContain(word)
  }
  await vi.waitFor(() => call('before'), { timeout: 10_000 })
  expect(back).toBe(0)
  await pool('owner').query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'earshot worker listens'`,
  )
  await vi.waitFor(() => call('after'), { timeout: 10_000 })
  expect(back).toBe(1)
  await line.stop()
})
