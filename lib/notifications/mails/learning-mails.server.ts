import { env } from '#lib/env.server.ts'
import {
  findReminded,
  lockRemindable,
  markReminded,
  type Reminded,
} from '#lib/incidents/learning/checks-store.server.ts'
import { reminderOf } from '#lib/incidents/learning/dates.ts'
import { type MailWords, mailDraft } from './contract.ts'
import type { MailSource } from './source.server.ts'

/** Who has promised to do something hears of it before it is due, every day after, and when it came back. */
export const actionReminders: MailSource = {
  key: 'action-reminder',
  async find(client, now) {
    const due = (await lockRemindable(client, now)).filter((row) => reasonOf(row, now) !== null)
    if (due.length === 0) return []
    await markReminded(
      client,
      due.map(({ id }) => id),
      now,
    )
    return due.map(({ id, customerId, ownerEmail }) =>
      mailDraft({
        ...{ key: 'action-reminder', customerId, subjectId: id, address: ownerEmail, now },
        ...{ once: `${ownerEmail}:${now.getTime()}`, reason: 'a corrective action' },
      }),
    )
  },
  async compose(client, row) {
    const action = await findReminded(client, row.subjectId)
    if (action?.status !== 'open' || action.ownerEmail !== row.address)
      return { to: 'nobody', why: 'the action is finished, or somebody else’s' }
    return { to: 'send', words: wordsOf(action) }
  },
}

function reasonOf({ dueOn, remindedAt, recurredAt, timeZone }: Reminded, now: Date) {
  if (recurredAt !== null && (remindedAt === null || remindedAt < recurredAt)) return 'recurred'
  return reminderOf({ dueOn, remindedAt: remindedAt?.getTime() ?? null, zone: timeZone }, now.getTime())
}

function wordsOf({ title, reference, dueOn, recurredAt, reopened }: Reminded): MailWords {
  const came = recurredAt !== null && reopened > 0
  return {
    subject: `${came ? 'Came back' : 'Still open'}: ${title} (${reference})`.replace(/\s+/g, ' '),
    heading: `${reference}: a corrective action`,
    paragraphs: [
      title,
      ...(came ? ['It was done, and what it was to prevent was seen again, so it is open again.'] : []),
      ...(dueOn === null ? [] : [`It is due on ${dueOn}.`]),
    ],
    link: { label: 'Open the actions', url: new URL('/actions?owner=mine', env().EARSHOT_URL).href },
    why: 'You get this because the action is yours.',
    unsubscribeUrl: null,
  }
}
