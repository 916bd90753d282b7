import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCall, makeFinding, type TestCall } from '#lib/db/test-calls.server.ts'
import { makeApp, makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { readSession } from '../read.server.ts'
import { newNoteSchema, pinAskedSchema } from './contract.ts'
import { addNote, readNotes } from './notes.server.ts'
import { judgeFinding, readOpinions } from './opinions.server.ts'
import { pinSession, unpinSession } from './pin.server.ts'

let call: TestCall
let findingId: string
let ada: Member
let ben: Member
let stranger: Member

async function operatorOf(customer: { id: string }, name: string): Promise<Member> {
  const made = await makeMember({ role: 'operator', customers: [customer], name })
  return { ...made, signInId: crypto.randomUUID() }
}

beforeAll(async () => {
  const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
  call = await makeCall(await makeApp(ours))
  findingId = await makeFinding(call)
  ada = await operatorOf(ours, 'Ada')
  ben = await operatorOf(ours, 'Ben')
  stranger = await operatorOf(theirs, 'Stranger')
})
afterAll(closePools)

const now = new Date('2026-06-01T12:00:00Z')
const later = new Date('2026-06-01T12:05:00Z')
const notFound = expect.objectContaining({ code: 'not-found' })

async function trail(kind: string, subjectId: string) {
  const { rows } = await pool('owner').query(
    'SELECT actor_name AS who, data FROM audit WHERE kind = $1 AND subject_id = $2 ORDER BY at, id',
    [kind, subjectId],
  )
  return rows
}

describe('opinions on findings', () => {
  test('everybody has one, sees their own and how many say what', async () => {
    await judgeFinding(ada, findingId, { opinion: 'wrong', comment: 'the camera was covered' }, now)
    await judgeFinding(ben, findingId, { opinion: 'agree' }, now)
    expect(await judgeFinding(ada, findingId, { opinion: 'agree' }, later)).toEqual({
      findingId,
      mine: { opinion: 'agree', comment: '', at: later.getTime() },
      agree: 2,
      wrong: 0,
    })
    expect(await readOpinions(ben, call.sessionId)).toEqual({
      opinions: [
        { findingId, mine: { opinion: 'agree', comment: '', at: now.getTime() }, agree: 2, wrong: 0 },
      ],
    })
  })

  test('can be taken back, and the trail keeps what was said', async () => {
    expect(await judgeFinding(ada, findingId, { opinion: null }, later)).toMatchObject({
      mine: null,
      agree: 1,
    })
    const said = (await trail('finding.judged', findingId)).filter(({ who }) => who === 'Ada')
    expect(said.map(({ data }) => data.opinion)).toEqual(['wrong', 'agree', null])
  })

  test('a finding of another customer does not exist, and nothing is written', async () => {
    await expect(judgeFinding(stranger, findingId, { opinion: 'wrong' }, now)).rejects.toEqual(notFound)
    expect(await readOpinions(stranger, call.sessionId)).toBeNull()
    expect((await trail('finding.judged', findingId)).map(({ who }) => who)).not.toContain('Stranger')
  })
})

describe('notes on a call', () => {
  test('two people who write at once both keep every word, newest last', async () => {
    const bodies = Array.from({ length: 10 }, (_, i) => `word ${i}`)
    await Promise.all(
      bodies.map((body, i) =>
        addNote(i % 2 ? ada : ben, call.sessionId, { body }, new Date(now.getTime() + i)),
      ),
    )
    const read = await readNotes(ada.scope, call.sessionId)
    expect(read?.notes.map((note) => note.body)).toEqual(bodies)
    expect(read?.notes[1]).toMatchObject({ memberName: 'Ada', momentAt: null, at: now.getTime() + 1 })
    expect(await trail('note.added', call.sessionId)).toHaveLength(10)
  })

  test('a note may be about one moment', async () => {
    const momentAt = call.startedAt.getTime()
    expect(await addNote(ada, call.sessionId, { body: 'here', momentAt }, later)).toMatchObject({ momentAt })
  })

  test('are invisible and closed to another customer', async () => {
    expect(await readNotes(stranger.scope, call.sessionId)).toBeNull()
    await expect(addNote(stranger, call.sessionId, { body: 'boo' }, now)).rejects.toEqual(notFound)
  })

  test.each([
    ['nothing', { body: '  \n ' }],
    ['too much', { body: 'x'.repeat(10_001) }],
    ['a NUL', { body: 'a\u0000b' }],
    ['half a character', { body: 'a\ud800' }],
    ['text turned around', { body: 'a\u202eb' }],
    ['somebody else’s name', { body: 'a', memberName: 'Ben' }],
  ])('%s is refused', (_what, body) => {
    expect(newNoteSchema.safeParse(body).success).toBe(false)
  })

  test('line breaks, tabs and every script are kept as written', () => {
    const body = 'first\n\tsecond – שלום 👋🏽'
    expect(newNoteSchema.parse({ body })).toEqual({ body })
  })
})

describe('pinning a call', () => {
  test('is seen on the call, keeps its first time, and is in the trail', async () => {
    await pinSession(ada, call.sessionId, { reason: 'complaint 17' }, now)
    await pinSession(ben, call.sessionId, { reason: 'complaint 17, escalated' }, later)
    const read = await readSession(ada.scope, call.sessionId, later.getTime())
    expect(read?.session.pinned).toEqual({ at: now.getTime(), reason: 'complaint 17, escalated' })
    expect((await trail('session.pinned', call.sessionId)).map(({ who }) => who)).toEqual(['Ada', 'Ben'])
  })

  test('ends once, and says how long the evidence still waits', async () => {
    const reply = await unpinSession(ada, call.sessionId, later)
    expect(reply).toEqual({ pinned: null, evidenceUntil: later.getTime() + 7 * 86_400_000 })
    await expect(unpinSession(ada, call.sessionId, later)).rejects.toMatchObject({ code: 'already-done' })
    expect((await readSession(ada.scope, call.sessionId, 0))?.session.pinned).toBeNull()
  })

  test('is refused for the call of another customer', async () => {
    await expect(pinSession(stranger, call.sessionId, { reason: 'mine' }, now)).rejects.toEqual(notFound)
    await expect(unpinSession(stranger, call.sessionId, now)).rejects.toEqual(notFound)
  })

  test('needs a reason', () => {
    expect(pinAskedSchema.safeParse({ reason: ' ' }).success).toBe(false)
    expect(pinAskedSchema.safeParse({ reason: 'x'.repeat(501) }).success).toBe(false)
  })
})
