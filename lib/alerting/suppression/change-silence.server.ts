import type { Member } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { ChangedSilence, SilenceView } from './contract.ts'
import { addSilence } from './create-silence.server.ts'
import { asMember, mayMute } from './may-mute.server.ts'
import { readSilence } from './read-silences.server.ts'
import { decideSilenceChange, type SilenceChange } from './silence-change.ts'
import { endSilence, findSilence, lockSilence, updateSilence } from './store.server.ts'

/** Changes a silence as `decideSilenceChange` allows; the answer is the one that holds from now on. */
export async function changeSilence(
  member: Member,
  silenceId: string,
  wish: ChangedSilence,
  now: Date,
): Promise<SilenceView> {
  const customerId = await ownSilence(member, silenceId)
  const id = await asMember(member, async (tx) => {
    const was = await lockSilence(tx, silenceId)
    if (!was) throw new Refused('not-found', 'No such thing.')
    const change = decideSilenceChange(was, wish, now.getTime())
    if (change.do === 'change' && customerId === null && change.to.matchers.length === 0)
      throw new Refused('bad-request', 'A silence of every customer names at least one label.')
    return applyChange(tx, member, { silenceId, customerId }, change, now)
  })
  return readSilence(member.scope, id, now)
}

async function applyChange(
  tx: Tx,
  member: Member,
  { silenceId, customerId }: { silenceId: string; customerId: string | null },
  change: SilenceChange,
  now: Date,
): Promise<string> {
  if (change.do === 'refuse') throw new Refused(change.late ? 'already-done' : 'bad-request', change.because)
  if (change.do === 'nothing') return silenceId
  if (change.do === 'replace') {
    if (customerId === null && change.by.matchers.length === 0)
      throw new Refused('bad-request', 'A silence of every customer names at least one label.')
    await endSilence(tx, silenceId, now)
    return addSilence(tx, member, customerId, change.by, silenceId, now)
  }
  const { matchers, comment } = change.to
  const [startsAt, endsAt] = [new Date(change.to.startsAt), new Date(change.to.endsAt)]
  await updateSilence(tx, silenceId, { matchers, comment, startsAt, endsAt })
  await record(tx, member, { silenceId, customerId }, 'silence.changed', now, {
    matchers: JSON.stringify(matchers),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    comment,
  })
  return silenceId
}

/** Ends it now. It is never deleted: what it muted stays explained. */
export async function expireSilence(member: Member, silenceId: string, now: Date): Promise<SilenceView> {
  const customerId = await ownSilence(member, silenceId)
  await asMember(member, async (tx) => {
    const was = await lockSilence(tx, silenceId)
    if (!was) throw new Refused('not-found', 'No such thing.')
    if (was.endsAt <= now.getTime()) throw new Refused('already-done', 'This silence has ended already.')
    await endSilence(tx, silenceId, now)
    await record(tx, member, { silenceId, customerId }, 'silence.expired', now, {
      wouldHaveEndedAt: new Date(was.endsAt).toISOString(),
    })
  })
  return readSilence(member.scope, silenceId, now)
}

/** Whose it is; refused when it is not in the scope, or every customer's and the member no administrator. */
async function ownSilence(member: Member, silenceId: string): Promise<string | null> {
  const found = await findSilence(member.scope, silenceId)
  if (!found) throw new Refused('not-found', 'No such thing.')
  return mayMute(member, found.customerId)
}

function record(
  tx: Tx,
  member: Member,
  { silenceId, customerId }: { silenceId: string; customerId: string | null },
  kind: string,
  at: Date,
  data: Record<string, string>,
) {
  return recordActivity(tx, {
    customerId,
    at,
    actorId: member.id,
    actorName: member.name,
    kind,
    subjectType: 'silence',
    subjectId: silenceId,
    data,
  })
}
