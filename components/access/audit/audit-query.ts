const dayMs = 86_400_000
const passedOn = ['customer', 'kind', 'person', 'text'] as const

/** What the API is asked for this address. Days are the viewer's own; `until` names the last day that is in. */
export function auditQueryOf(address: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of passedOn) {
    const value = address.get(name)?.trim()
    if (value) query.set(name, value)
  }
  const [from, until] = [startOfDay(address.get('from')), startOfDay(address.get('until'))]
  if (from !== null) query.set('from', String(from))
  if (until !== null) query.set('to', String(startOfNextDay(until)))
  return query
}

function startOfDay(day: string | null): number | null {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const at = new Date(`${day}T00:00:00`).getTime()
  return Number.isNaN(at) || at < 0 ? null : at
}

/** A day has 23 to 25 hours. */
function startOfNextDay(at: number): number {
  const next = new Date(at + 1.5 * dayMs)
  next.setHours(0, 0, 0, 0)
  return next.getTime()
}
