import { type AlertSeverity, severityRank } from '#lib/alerting/severity.ts'
import type { MyNotifications } from '../contract.ts'
import { isTimeZone, localWindows } from '../schedules/local-windows.ts'

export type QuietHours = MyNotifications['quietHours']

const dayMs = 86_400_000

/**
 * When a person may be told: at that time, or when their quiet hours (in their own zone) are over. What is grave enough
 * comes through. Quiet hours that never end hold nothing longer than a week.
 */
export function afterQuietHours(
  quiet: QuietHours,
  timeZone: string | null,
  severity: AlertSeverity,
  at: Date,
): Date {
  if (quiet === null || severityRank(severity) >= severityRank(quiet.butSeverity)) return at
  const zone = timeZone !== null && isTimeZone(timeZone) ? timeZone : 'UTC'
  const from = at.getTime()
  const [window] = localWindows(quiet, zone, { from, to: from + 7 * dayMs })
  return window?.from === from ? new Date(window.to) : at
}
