import { formatDuration } from '#components/time/format-time.ts'
import type { MaintenancePlan } from '#lib/alerting/suppression/contract.ts'
import type { Recurrence } from '#lib/alerting/suppression/recurrence.ts'

/** 1 = Monday. */
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** "Mon and Thu every 2 weeks at 22:00 for 2 h, Europe/Berlin". */
export function describePlan({ startsLocal, timeZone, durationMs, recurrence }: MaintenancePlan): string {
  const [day = '', time = ''] = startsLocal.split('T')
  const when = recurrence ? `${describeRecurrence(recurrence)} at ${time}` : `${day} ${time}`
  return `${when} for ${formatDuration(durationMs)}, ${timeZone}`
}

function describeRecurrence(recurrence: Recurrence): string {
  const { every } = recurrence
  if (recurrence.by === 'day') return every === 1 ? 'every day' : `every ${every} days`
  if (recurrence.by === 'month') {
    const day =
      recurrence.day > 28 ? `the ${ordinal(recurrence.day)} or last day` : `the ${ordinal(recurrence.day)}`
    return `${day} of ${every === 1 ? 'every month' : `every ${every} months`}`
  }
  const days = recurrence.days.map((one) => weekdays[one - 1] ?? '')
  const listed = days.length > 1 ? `${days.slice(0, -1).join(', ')} and ${days.at(-1)}` : days.join('')
  return every === 1 ? `every ${listed}` : `${listed} every ${every} weeks`
}

export function ordinal(day: number): string {
  if (day % 100 > 10 && day % 100 < 14) return `${day}th`
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`
}
