import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idInLink } from '#lib/access/link-address.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { emptyOutbox, type Ground, startGround } from '../outbox/ground-for-tests.server.ts'
import {
  makeIncident,
  makeInvite,
  makeReset,
  makeSubscription,
  makeUpdate,
} from './ground-for-tests.server.ts'
import { writeMails } from './write-mails.server.ts'

let ground: Ground
beforeAll(async () => {
  ground = await startGround()
  await emptyOutbox()
})
afterAll(async () => {
  await ground.stop()
  await closePools()
})

const fail = (error: unknown) => {
  throw error
}
/** Two workers at once, twice: whoever is told twice would be seen. */
async function tellAll(): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await Promise.all([writeMails(ground.now(), fail), writeMails(ground.now(), fail)])
    const senders = [ground.sender(), ground.sender()]
    for (let round = 0; round < 3; round++) {
      await Promise.all(senders.map((one) => one.deliverDue()))
      await Promise.all(senders.map((one) => one.settled()))
    }
  }
}
const someAddress = () => `${randomUUID()}@people.example`
const mailsTo = (address: string) =>
  ground.smtp.arrived.filter(({ to }) => to.includes(address)).map(({ mail, raw }) => ({ mail, raw }))
const onlyMailTo = (address: string) => {
  const mails = mailsTo(address)
  expect(mails).toHaveLength(1)
  const [first] = mails
  if (!first) throw new Error('no mail')
  return first
}
const tokenIn = (text: string | undefined, path: RegExp) => path.exec(text ?? '')?.[1] ?? ''

describe('a mail to an address', () => {
  it('invites once, with a link that names the invitation and nothing secret in the queue', async () => {
    const email = someAddress()
    const id = await makeInvite({ email })
    await tellAll()
    const { mail } = onlyMailTo(email)
    const token = tokenIn(mail.text, /\/invitation\/([\w.-]+)/)
    expect(idInLink('accept an invitation', token, ground.now())).toBe(id)
    const { rows } = await pool('owner').query('SELECT payload FROM outbox WHERE subject_id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[1])
  })

  it('is not sent for an invitation that was taken back before it went out', async () => {
    const email = someAddress()
    const id = await makeInvite({ email })
    await writeMails(ground.now(), fail)
    await pool('owner').query('UPDATE invite SET revoked_at = now() WHERE id = $1', [id])
    await tellAll()
    expect(mailsTo(email)).toEqual([])
  })

  it('lets one choose a new password, once', async () => {
    const member = await makeMember({ email: someAddress() })
    const id = await makeReset(member.id)
    await tellAll()
    const { mail } = onlyMailTo(member.email)
    const token = tokenIn(mail.text, /\/reset-password\/([\w.-]+)/)
    expect(idInLink('set a new password', token, ground.now())).toBe(id)
  })

  it('keeps a hostile name on one line of the header', async () => {
    const email = someAddress()
    const invitedName = 'Eve\r\nBcc: victim@elsewhere.example\u2028\u202ex'
    await makeInvite({ email, invitedName })
    await tellAll()
    const { mail, raw } = onlyMailTo(email)
    expect(mail.headers.has('bcc')).toBe(false)
    expect(raw.split(/\r\n\r\n/)[0]).not.toMatch(/^bcc:/im)
    expect(mail.subject).toContain('Eve Bcc: victim@elsewhere.example')
    expect(ground.smtp.arrived.some(({ to }) => to.includes('victim@elsewhere.example'))).toBe(false)
  })
})

describe('a subscriber', () => {
  it('is asked once whether the address is theirs, and hears nothing before they said so', async () => {
    const { id: customerId } = await makeCustomer()
    const email = someAddress()
    const id = await makeSubscription(customerId, email)
    const incident = await makeIncident(customerId)
    await makeUpdate(customerId, incident.id)
    await tellAll()
    const { mail } = onlyMailTo(email)
    expect(mail.subject).toMatch(/^Confirm: /)
    const token = tokenIn(mail.text, /\/subscription\/([\w.-]+)\/confirm/)
    expect(idInLink('confirm a subscription', token, ground.now())).toBe(id)
  })

  it('who confirmed is told of an update of their customer once, in no thread, with the way out', async () => {
    const { id: customerId, name } = await makeCustomer()
    const email = someAddress()
    const id = await makeSubscription(customerId, email, { confirmed: true })
    const incident = await makeIncident(customerId, { publicTitle: 'Calls drop <b>often</b>' })
    await makeUpdate(customerId, incident.id, { body: 'First line.\nSecond <line>.' })
    await tellAll()
    const { mail } = onlyMailTo(email)
    expect(mail.subject).toBe(`[Investigating] Calls drop <b>often</b> (${incident.reference})`)
    expect(mail.text).toContain('First line.\nSecond <line>.')
    expect(mail.text).toContain(`/status/incidents/${incident.reference}`)
    expect(mail.text).toContain(name)
    expect(mail.text).not.toContain('What staff call it')
    expect(mail.html).toContain('Second &lt;line&gt;.')
    expect(mail.references).toBeUndefined()
    const unsubscribe = String(mail.headers.get('list') && JSON.stringify(mail.headers.get('list')))
    const token = tokenIn(unsubscribe, /\/subscription\/([\w.-]+)\/end/)
    expect(idInLink('end a subscription', token, ground.now())).toBe(id)
  })

  it('of another customer, of another component, or who ended it, hears nothing', async () => {
    const [own, other] = [await makeCustomer(), await makeCustomer()]
    const [audio, video] = [randomUUID(), randomUUID()]
    const [foreign, elsewhere, ended, right] = [someAddress(), someAddress(), someAddress(), someAddress()]
    await makeSubscription(other.id, foreign, { confirmed: true })
    await makeSubscription(own.id, elsewhere, { confirmed: true, componentIds: [video] })
    await makeSubscription(own.id, right, { confirmed: true, componentIds: [audio, video] })
    const id = await makeSubscription(own.id, ended, { confirmed: true })
    const incident = await makeIncident(own.id, { componentIds: [audio] })
    await makeUpdate(own.id, incident.id)
    await writeMails(ground.now(), fail)
    await pool('owner').query('UPDATE status_subscription SET ended_at = now() WHERE id = $1', [id])
    await tellAll()
    expect([foreign, elsewhere, ended, right].map((one) => mailsTo(one).length)).toEqual([0, 0, 0, 1])
  })

  it.each([
    ['a draft', { state: 'draft' }, {}],
    ['an update that is not to be mailed', { notify: false }, {}],
    ['an update that was withdrawn', { state: 'withdrawn' }, {}],
    ['an incident that is not shown', {}, { published: false }],
  ])('does not hear of %s', async (_what, update, incidentGiven) => {
    const { id: customerId } = await makeCustomer()
    const email = someAddress()
    await makeSubscription(customerId, email, { confirmed: true })
    const incident = await makeIncident(customerId, incidentGiven)
    await makeUpdate(customerId, incident.id, update)
    await tellAll()
    expect(mailsTo(email)).toEqual([])
  })

  it('hears that it is over without a word of ours only after nobody wrote one', async () => {
    const { id: customerId } = await makeCustomer()
    const email = someAddress()
    await makeSubscription(customerId, email, { confirmed: true })
    const at = (minutes: number) => new Date(ground.now().getTime() - minutes * 60_000)
    const silent = await makeIncident(customerId, { status: 'resolved', resolvedAt: at(11) })
    const told = await makeIncident(customerId, { status: 'resolved', resolvedAt: at(11) })
    const fresh = await makeIncident(customerId, { status: 'resolved', resolvedAt: at(5) })
    await makeUpdate(customerId, told.id, { status: 'resolved' })
    await tellAll()
    const subjects = mailsTo(email).map(({ mail }) => mail.subject)
    expect(subjects.filter((one) => one?.includes(silent.reference))).toHaveLength(1)
    expect(subjects.filter((one) => one?.includes(told.reference))).toHaveLength(1)
    expect(subjects.filter((one) => one?.includes(fresh.reference))).toHaveLength(0)
  })
})

describe('a colleague who is named in a note on an incident', () => {
  it('is told once, if they may see its customer', async () => {
    const [customer, other] = [await makeCustomer(), await makeCustomer()]
    const ben = await makeMember({ customers: [customer] })
    const stranger = await makeMember({ customers: [other] })
    const incident = await makeIncident(customer.id)
    await pool('owner').query(
      `INSERT INTO incident_event (customer_id, incident_id, seq, id, at, kind, actor_kind, actor_name, data)
       VALUES ($1, $2, 1, $3, $4, 'noted', 'user', 'Ada', $5)`,
      [
        ...[customer.id, incident.id, randomUUID(), ground.now()],
        JSON.stringify({ mentions: [ben.id, stranger.id] }),
      ],
    )
    await tellAll()
    expect(onlyMailTo(ben.email).mail.subject).toContain(`Ada mentioned you: ${incident.reference}`)
    expect(mailsTo(stranger.email)).toEqual([])
  })
})
