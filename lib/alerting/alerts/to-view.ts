import type { AlertRow } from './alert-row.ts'
import { type AlertView, alertFactsSchema } from './contract.ts'

/** An alert with the names of what it belongs to. */
export type NamedAlert = AlertRow & { customerName: string; appName: string | null }

const ms = (at: Date | null) => at?.getTime() ?? null

/** What people see of it. Who acknowledged may be a machine: then there is a name and no member. */
export function toView(row: NamedAlert): AlertView {
  const { id, acknowledgedAt, acknowledgedBy, acknowledgedName, assigneeId, assigneeName } = row
  return {
    ...row,
    alertId: id,
    facts: alertFactsSchema.catch({}).parse(row.facts),
    startedAt: row.startedAt.getTime(),
    openedAt: row.openedAt.getTime(),
    lastSeenAt: row.lastSeenAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    flappingSince: ms(row.flappingSince),
    acknowledgedAt: ms(acknowledgedAt),
    acknowledgedBy: acknowledgedAt && { memberId: acknowledgedBy, name: acknowledgedName ?? 'somebody' },
    ackExpiresAt: ms(row.ackExpiresAt),
    assignee: assigneeId === null ? null : { memberId: assigneeId, name: assigneeName ?? 'somebody' },
    snoozedUntil: ms(row.snoozedUntil),
    firstNotifiedAt: ms(row.firstNotifiedAt),
    resolvedAt: ms(row.resolvedAt),
    reopenAt: ms(row.reopenAt),
    blastAt: ms(row.blastAt),
  }
}
