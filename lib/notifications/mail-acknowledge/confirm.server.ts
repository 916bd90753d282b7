import type { Member } from '#lib/access/member.ts'
import { memberById } from '#lib/access/member-by-id.server.ts'
import { can } from '#lib/access/rights.ts'
import { acknowledge } from '#lib/alerting/alerts/acknowledge.server.ts'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { readAlert } from '#lib/alerting/alerts/read-inbox.server.ts'
import { readConfirmation } from './confirm-url.server.ts'

/** What the page of a mail's link shows. Opening it changes nothing: scanners of mail open every link. */
export type ToConfirm = { memberName: string; alert: AlertView }

/** Null: the link is too old, changed, or its owner may not see this alert any more. */
export async function readToConfirm(token: string, now: Date): Promise<ToConfirm | null> {
  const asked = await whoAsks(token, now)
  const detail = asked && (await readAlert(asked.member, asked.alertId))
  return detail ? { memberName: asked.member.name, alert: detail.alert } : null
}

/** The click on the page's button. False: as above. A second click is no fault. */
export async function confirmAcknowledge(token: string, requestId: string, now: Date): Promise<boolean> {
  const asked = await whoAsks(token, now)
  if (!asked || !(await readAlert(asked.member, asked.alertId))) return false
  await acknowledge({ kind: 'email', member: asked.member, requestId }, asked.alertId, {}, now)
  return true
}

/** Role, scope and whether they may still sign in, as they are at this moment. */
async function whoAsks(token: string, now: Date): Promise<{ member: Member; alertId: string } | null> {
  const confirmation = readConfirmation(token, now)
  const member = confirmation && (await memberById(confirmation.memberId))
  return member && can(member.role, 'alert:act') ? { member, alertId: confirmation.alertId } : null
}
