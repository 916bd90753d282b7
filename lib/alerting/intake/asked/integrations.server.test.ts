import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp } from '#lib/db/test-customers.server.ts'
import { fieldMappingSchema, integrationSettingsSchema } from '../settings.ts'
import { deliveriesOf, makeIntegration, makeSetter, openDoor } from '../source-for-tests.server.ts'
import { listDeliveries, readOneDelivery, retryDelivery } from './deliveries.server.ts'
import {
  addIntegration,
  changeIntegration,
  disableIntegration,
  listIntegrations,
  rotateIntegration,
} from './integrations.server.ts'
import { previewPayload } from './preview.server.ts'

afterAll(closePools)

const now = new Date('2027-03-01T10:00:00Z')
const notFound = expect.objectContaining({ code: 'not-found' })

test('a secret is in no list, no trail and no row', async () => {
  const setter = await makeSetter()
  const made = await makeIntegration(setter, { kind: 'sentry', signingSecret: 'the client secret' })
  const rotated = await rotateIntegration(setter.member, made.id, now)
  const list = await listIntegrations(setter.member.scope)
  expect(list).toMatchObject([{ signed: true, previousUntil: now.getTime() + 86_400_000 }])
  const { rows } = await pool('owner').query(
    'SELECT i::text AS integration, (SELECT json_agg(a)::text FROM audit a WHERE subject_id = $1) AS trail FROM integration i WHERE id = $1::uuid',
    [made.id],
  )
  const everything = JSON.stringify([list, rows])
  for (const secret of [made.secret, rotated.secret, 'the client secret'])
    expect(everything).not.toContain(secret)
  expect(rows[0].trail).toContain('integration.rotated')
})

test('a signing secret is kept, replaced or removed', async () => {
  const setter = await makeSetter()
  const { id } = await makeIntegration(setter, { kind: 'grafana', signingSecret: 'the hmac secret' })
  const settings = integrationSettingsSchema.parse({})
  expect(await changeIntegration(setter.member, id, { name: 'a', settings }, now)).toMatchObject({
    signed: true,
  })
  expect(
    await changeIntegration(setter.member, id, { name: 'a', settings, signingSecret: null }, now),
  ).toMatchObject({ signed: false })
})

test('a preview tells what a stored payload would make, with a mapping that is not saved, and writes nothing', async () => {
  const setter = await makeSetter()
  const app = await makeApp(setter.customer)
  const { id, path } = await makeIntegration(setter, {})
  const door = await openDoor()
  await door.post(
    path,
    JSON.stringify({
      items: [
        { n: 'Trunk', i: 5, a: app.slug },
        { n: 'Other', i: 6, a: 'nowhere' },
      ],
    }),
  )
  door.close()
  const [delivery] = await deliveriesOf(id)
  const mapping = fieldMappingSchema.parse({ each: '/items', title: '/n', key: '/i', app: '/a' })
  const reply = await previewPayload(setter.member, id, { deliveryId: delivery?.id, mapping }, now)
  expect(reply.alerts).toMatchObject([
    { title: 'Trunk', key: '5', action: 'trigger', app: app.slug, appFound: true },
    { title: 'Other', appFound: false },
  ])
  expect(reply.paths).toContainEqual({ path: '/n', example: 'Trunk' })
  expect(await previewPayload(setter.member, id, { payload: 'rubbish' }, now)).toMatchObject({
    alerts: [],
    problem: 'The payload is not JSON.',
  })
  expect(await listIntegrations(setter.member.scope)).toMatchObject([
    { openAlerts: 0, settings: { mapping: null } },
  ])
  expect((await deliveriesOf(id))[0]?.status).toBe('received')
})

test('what belongs to another customer does not exist', async () => {
  const [ours, theirs] = [await makeSetter(), await makeSetter()]
  const { id, path } = await makeIntegration(theirs, {})
  const own = await makeIntegration(ours, {})
  const door = await openDoor()
  await door.post(path, '{"title":"x","key":"y"}')
  door.close()
  const deliveryId = (await deliveriesOf(id))[0]?.id ?? ''
  const { member } = ours
  const settings = integrationSettingsSchema.parse({})
  expect((await listIntegrations(member.scope)).map(({ integrationId }) => integrationId)).toEqual([own.id])
  expect([
    await listDeliveries(member.scope, { integration: id }),
    await readOneDelivery(member.scope, deliveryId),
  ]).toEqual([null, null])
  expect(await listDeliveries(member.scope, {})).toEqual({ deliveries: [] })
  for (const attempt of [
    () =>
      addIntegration(
        member,
        { customerId: theirs.customer.id, kind: 'generic', name: 'x', settings: {}, signingSecret: null },
        now,
      ),
    () => changeIntegration(member, id, { name: 'x', settings }, now),
    () => rotateIntegration(member, id, now),
    () => disableIntegration(member, id, now),
    () => retryDelivery(member, deliveryId, now),
    () => previewPayload(member, id, { payload: '{}' }, now),
    () => previewPayload(member, own.id, { deliveryId }, now),
  ])
    await expect(attempt()).rejects.toEqual(notFound)
})
