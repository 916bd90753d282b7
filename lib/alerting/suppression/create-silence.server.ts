import { v7 as uuidv7 } from 'uuid'
import type { Member } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { NewSilence, SilenceView } from './contract.ts'
import { asMember, mayMute } from './may-mute.server.ts'
import { readSilence } from './read-silences.server.ts'
import { type Silence, wrongTimes } from './silence-change.ts'
import { insertSilence } from './store.server.ts'

/** Mutes what matches until a time; who and why stay with it for good. */
export async function createSilence(member: Member, asked: NewSilence, now: Date): Promise<SilenceView> {
  const customerId = mayMute(member, asked.customerId)
  // a start of the past is now: nothing is muted afterwards
  const startsAt = Math.max(asked.startsAt ?? 0, now.getTime())
  const silence = { ...asked, startsAt }
  const wrong = wrongTimes(silence, now.getTime())
  if (wrong) throw new Refused('bad-request', wrong)
  const id = await asMember(member, (tx) => addSilence(tx, member, customerId, silence, null, now))
  return readSilence(member.scope, id, now)
}

/** Writes the row and who did it; the id of the new one. */
export async function addSilence(
  tx: Tx,
  member: Member,
  customerId: string | null,
  silence: Silence,
  replaces: string | null,
  now: Date,
): Promise<string> {
  const silenceId = uuidv7()
  const { matchers, comment } = silence
  const [startsAt, endsAt] = [new Date(silence.startsAt), new Date(silence.endsAt)]
  await insertSilence(tx, {
    silenceId,
    customerId,
    matchers: [...matchers],
    startsAt,
    endsAt,
    comment,
    replaces,
    createdBy: member.id,
    createdName: member.name,
    createdAt: now,
  })
  await recordActivity(tx, {
    customerId,
    at: now,
    actorId: member.id,
    actorName: member.name,
    kind: replaces ? 'silence.replaced' : 'silence.created',
    subjectType: 'silence',
    subjectId: silenceId,
    data: {
      matchers: JSON.stringify(matchers),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      comment,
      replaces,
    },
  })
  return silenceId
}
