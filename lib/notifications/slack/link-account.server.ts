import { randomUUID } from 'node:crypto'
import type { Member } from '#lib/access/member.ts'
import { readToken } from '#lib/access/signed-token.server.ts'
import { Refused } from '#lib/errors.ts'
import { asMember, recordChange } from '../settings-right.server.ts'
import { slackVerbs } from './click.ts'
import { doClicked } from './do-clicked.server.ts'
import { saveLink } from './store.server.ts'

/** "This person of Slack is me": by the link that Slack showed to that person alone. Does what was clicked there, too. */
export async function linkSlackAccount(member: Member, token: string, now: Date) {
  const content = readToken('link a Slack account', token, now)
  if (typeof content?.t !== 'string' || typeof content.u !== 'string')
    throw new Refused('bad-request', 'This link is too old. Click the button in Slack again.')
  const link = { teamId: content.t, slackUserId: content.u, memberId: member.id }
  await asMember(member, async (tx) => {
    await saveLink(tx, link, now)
    const change = { customerId: null, kind: 'slack.linked', subjectType: 'member', subjectId: member.id }
    await recordChange(tx, member, change, { teamId: link.teamId, slackUserId: link.slackUserId }, now)
  })
  return { teamId: link.teamId, slackUserId: link.slackUserId, did: await didClicked(member, content, now) }
}

async function didClicked(
  member: Member,
  { v, a }: Record<string, unknown>,
  now: Date,
): Promise<string | null> {
  const verb = slackVerbs.find((one) => one === v)
  if (!verb || typeof a !== 'string') return null
  const said = await doClicked(member, { verb, alertId: a }, randomUUID(), now)
  return said ?? (verb === 'acknowledge' ? 'The alert is acknowledged.' : 'The alert is snoozed for an hour.')
}
