import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { myNotificationsSchema } from '../contract.ts'
import { changeMyNotifications, readMyNotifications } from './my-notifications.server.ts'

afterAll(closePools)
const now = new Date('2026-06-01T12:00:00Z')

test('quiet hours go by the clock a person names, and nobody else’s clock is touched', async () => {
  const customer = await makeCustomer()
  const [mara, ben] = [
    await makeMember({ role: 'operator', customers: [customer], name: 'Mara' }),
    await makeMember({ role: 'operator', customers: [customer], name: 'Ben' }),
  ].map((made) => ({ ...made, signInId: crypto.randomUUID() }))
  if (!mara || !ben) throw new Error('no members')
  expect((await readMyNotifications(mara)).timeZone).toBeNull()

  const mine = myNotificationsSchema.parse({
    defaultSteps: [],
    importantSteps: [],
    quietHours: { days: [1], from: '22:00', to: '07:00', butSeverity: 'critical' },
    timeZone: 'Europe/Berlin',
    sound: false,
  })
  await changeMyNotifications(mara, mine, now)
  expect(await readMyNotifications(mara)).toEqual(mine)
  const { rows } = await pool('owner').query(
    'SELECT time_zone FROM member WHERE id = ANY($1) ORDER BY name',
    [[mara.id, ben.id]],
  )
  expect(rows).toEqual([{ time_zone: null }, { time_zone: 'Europe/Berlin' }])
})

test('a zone that does not exist is refused', () => {
  const asked = {
    defaultSteps: [],
    importantSteps: [],
    quietHours: null,
    sound: false,
    timeZone: 'Moon/Tycho',
  }
  expect(myNotificationsSchema.safeParse(asked).success).toBe(false)
})
