import type { AlertSeverity } from '#lib/alerting/severity.ts'
import type { MyNotifications } from '../contract.ts'
import { afterQuietHours } from './quiet-hours.ts'

export type Way = 'email' | 'slack'
export type Person = Pick<MyNotifications, 'defaultSteps' | 'importantSteps' | 'quietHours'> & {
  memberId: string
  name: string
  timeZone: string | null
  /** has a Slack user of their own; who has none gets a mail instead */
  slack: boolean
}
export type Page = { by: Way; at: Date }

/** Who never said how: a mail at once, and Slack beside it where it is important. */
const usual = {
  default: [{ afterMs: 0, by: 'email' }],
  important: [
    { afterMs: 0, by: 'email' },
    { afterMs: 0, by: 'slack' },
  ],
} as const

/** How one person is told of an alert, and when. The policy says who, this says how. */
export function pagesOf(person: Person, important: boolean, severity: AlertSeverity, now: Date): Page[] {
  const own = important ? person.importantSteps : person.defaultSteps
  const steps = own.length > 0 ? own : usual[important ? 'important' : 'default']
  const pages = steps.map(({ afterMs, by }) => ({
    by: by === 'slack' && person.slack ? by : ('email' as const),
    at: afterQuietHours(person.quietHours, person.timeZone, severity, new Date(now.getTime() + afterMs)),
  }))
  const seen = new Map(pages.map((page) => [`${page.by} ${page.at.getTime()}`, page]))
  return [...seen.values()].sort((a, b) => a.at.getTime() - b.at.getTime())
}
