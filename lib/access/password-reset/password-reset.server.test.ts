import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeMember, type TestMember } from '#lib/db/test-customers.server.ts'
import { inAccess } from '#lib/db/transaction.server.ts'
import { env } from '#lib/env.server.ts'
import { linkAddress } from '../link-address.server.ts'
import { hashPassword } from '../password.server.ts'
import { memberFromToken } from '../require-member.server.ts'
import { signIn } from '../sign-in.server.ts'
import { signInThrottle } from '../sign-in-throttle.server.ts'
import { sealClaims } from '../sign-in-token.server.ts'
import { signToken } from '../signed-token.server.ts'
import { askForNewPassword } from './ask.server.ts'
import { isResetOpen, setNewPassword } from './set.server.ts'
import { takeReset } from './store.server.ts'

afterAll(closePools)

const [old, next] = ['correct horse battery', 'staple correct horse']
let passwordHash: string
beforeAll(async () => {
  passwordHash = await hashPassword(old)
})

const now = new Date()
const person = () => makeMember({ passwordHash })
const enter = (member: TestMember, password: string) =>
  signIn({ email: member.email, password, network: 'here', userAgent: '' }, signInThrottle(), new Date())

async function rowsOf(member: TestMember): Promise<{ id: string; expires_at: Date; used_at: Date | null }[]> {
  const { rows } = await pool('owner').query(
    'SELECT id, expires_at, used_at FROM password_reset WHERE member_id = $1 ORDER BY created_at, id',
    [member.id],
  )
  return rows
}

async function ask(email: string): Promise<void> {
  const { written } = await askForNewPassword(email, 'here', signInThrottle(), now)
  await written
}

/** The link of the mail that this person gets. */
async function mailed(member: TestMember): Promise<string> {
  await ask(member.email)
  const row = (await rowsOf(member)).at(-1)
  if (!row) throw new Error('nothing was written down to be mailed')
  return linkAddress.newPassword(row.id, row.expires_at).split('/').at(-1) ?? ''
}

const set = (token: string, at = now) =>
  setNewPassword({ token, password: next }, 'here', signInThrottle(), at)
const gone = { code: 'not-found' }

describe('a forgotten password', () => {
  test('is set anew by the link of the mail, and every sign-in ends', async () => {
    const member = await person()
    const { signInSecret } = await enter(member, old)
    const cookie = await sealClaims({ sub: member.id, sid: signInSecret }, env().AUTH_SECRET)
    expect(await memberFromToken(cookie)).not.toBeNull()
    await set(await mailed(member))
    expect(await memberFromToken(cookie)).toBeNull()
    await expect(enter(member, old)).rejects.toMatchObject({ code: 'not-signed-in' })
    expect((await enter(member, next)).memberId).toBe(member.id)
    const { rows } = await pool('owner').query(
      'SELECT kind, a::text AS line FROM audit a WHERE subject_id = $1',
      [member.id],
    )
    expect(rows.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['member.new-password-asked', 'member.password-reset']),
    )
    for (const { line } of rows) expect(line).not.toContain(next)
  })

  test('a link works once, and using one ends the others', async () => {
    const member = await person()
    const [first, second] = [await mailed(member), await mailed(member)]
    expect(await isResetOpen(first, now)).toBe(true)
    await set(second)
    for (const used of [first, second]) {
      expect(await isResetOpen(used, now)).toBe(false)
      await expect(set(used)).rejects.toMatchObject(gone)
    }
  })

  test('two clicks at once set one password', async () => {
    const token = await mailed(await person())
    const outcomes = await Promise.allSettled([set(token), set(token), set(token)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('of two that both saw it open, one takes it', async () => {
    const member = await person()
    await mailed(member)
    const [row] = await rowsOf(member)
    const take = () => inAccess((tx) => takeReset(tx, row?.id ?? '', now))
    expect([await take(), await take()]).toEqual([true, false])
  })

  test('a link works for an hour', async () => {
    const token = await mailed(await person())
    expect(await isResetOpen(token, new Date(now.getTime() + 3_599_000))).toBe(true)
    await expect(set(token, new Date(now.getTime() + 3_600_000))).rejects.toMatchObject(gone)
  })

  test('a link that was changed, or is for something else, opens nothing', async () => {
    const member = await person()
    const token = await mailed(member)
    const [id] = (await rowsOf(member)).map((row) => row.id)
    const [body = '', signature = ''] = token.split('.')
    const later = new Date(9e12)
    const forged = Buffer.from(JSON.stringify({ i: id, exp: later.getTime() })).toString('base64url')
    for (const wrong of [
      `${forged}.${signature}`,
      `${body}.`,
      body,
      `${token}.x`,
      '',
      signToken('accept an invitation', { i: id }, later),
      signToken('set a new password', { i: 'not an id' }, later),
      signToken('set a new password', { i: member.id }, later),
    ])
      await expect(set(wrong)).rejects.toMatchObject(gone)
    expect((await enter(member, old)).memberId).toBe(member.id)
  })

  test('a member who was disabled neither gets a mail nor gets in by one of before', async () => {
    const member = await person()
    const token = await mailed(member)
    await pool('owner').query('UPDATE member SET disabled_at = now() WHERE id = $1', [member.id])
    await expect(set(token)).rejects.toMatchObject(gone)
    await ask(member.email)
    expect(await rowsOf(member)).toHaveLength(1)
  })

  test('an unknown address is answered alike, and nothing is written down', async () => {
    const known = await askForNewPassword((await person()).email, 'here', signInThrottle(), now)
    const unknown = await askForNewPassword('nobody@msp.example', 'here', signInThrottle(), now)
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    await Promise.all([known.written, unknown.written])
  })

  test('a mailbox gets three mails an hour at most, whoever asks from wherever', async () => {
    const member = await person()
    await Promise.all(Array.from({ length: 6 }, () => ask(member.email)))
    expect(await rowsOf(member)).toHaveLength(3)
  })

  test('asking all day from one network is refused, known address or not', async () => {
    for (const email of [(await person()).email, 'nobody@msp.example']) {
      const throttle = signInThrottle()
      const askOnce = () => askForNewPassword(email, 'there', throttle, now).then(({ written }) => written)
      for (let i = 0; i < 10; i++) await askOnce()
      await expect(askOnce()).rejects.toMatchObject({ code: 'too-many' })
    }
  })
})
