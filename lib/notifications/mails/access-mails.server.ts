import { linkAddress } from '#lib/access/link-address.server.ts'
import {
  findInvite,
  findReset,
  lockUntoldInvites,
  lockUntoldResets,
  markInvitesTold,
  markResetsTold,
} from './access-store.server.ts'
import { mailDraft } from './contract.ts'
import type { MailSource } from './source.server.ts'
import { invitationWords, newPasswordWords } from './words.ts'

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

/** Asked again with a later end, it is told again. */
export const invitations: MailSource = {
  key: 'invitation',
  async find(client, now) {
    const rows = await lockUntoldInvites(client)
    if (rows.length === 0) return []
    await markInvitesTold(client, idsOf(rows), now)
    return rows
      .filter(({ over, expiresAt }) => !over && expiresAt > now)
      .map(({ id, customerId, email, expiresAt }) =>
        mailDraft({
          ...{ key: 'invitation', customerId, subjectId: id, address: email, now, urgent: true, expiresAt },
          ...{ once: String(expiresAt.getTime()), reason: 'an invitation' },
        }),
      )
  },
  async compose(client, row, now) {
    const invite = await findInvite(client, row.subjectId)
    if (!invite || invite.over || invite.expiresAt <= now || invite.email !== row.address)
      return { to: 'nobody', why: 'the invitation does not stand any more' }
    return {
      to: 'send',
      words: invitationWords(invite, linkAddress.invitation(invite.id, invite.expiresAt)),
    }
  },
}

export const newPasswords: MailSource = {
  key: 'new-password',
  async find(client, now) {
    const rows = await lockUntoldResets(client)
    if (rows.length === 0) return []
    await markResetsTold(client, idsOf(rows), now)
    return rows
      .filter(({ over, expiresAt }) => !over && expiresAt > now)
      .map(({ id, email, expiresAt }) =>
        mailDraft({
          ...{ key: 'new-password', customerId: null, subjectId: id, address: email, now, urgent: true },
          ...{ expiresAt, once: 'once', reason: 'a forgotten password' },
        }),
      )
  },
  async compose(client, row, now) {
    const reset = await findReset(client, row.subjectId)
    if (!reset || reset.over || reset.expiresAt <= now || reset.email !== row.address)
      return { to: 'nobody', why: 'the link would not work any more' }
    const url = linkAddress.newPassword(reset.id, reset.expiresAt)
    return { to: 'send', words: newPasswordWords(reset.name, reset.expiresAt, url) }
  },
}
