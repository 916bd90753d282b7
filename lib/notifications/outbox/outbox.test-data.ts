import type { OutboxDraft } from './contract.ts'

let made = 0

/** A message to be sent at once; what a test does not say is unremarkable. */
export function draftFor(given: Partial<OutboxDraft> & { customerId: string | null }): OutboxDraft {
  made += 1
  const at = new Date('2026-11-25T10:00:00Z')
  const subjectId = given.subjectId ?? crypto.randomUUID()
  return {
    kind: 'group',
    transition: 'firing',
    channelId: null,
    memberId: null,
    subjectId,
    alertIds: [],
    groupId: null,
    idempotencyKey: `${subjectId}/test/${made}/${crypto.randomUUID()}`,
    payload: { reason: 'first notification', firing: given.alertIds ?? [], resolved: [] },
    priority: 5,
    notBefore: at,
    expiresAt: null,
    ...given,
  }
}
