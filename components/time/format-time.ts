const thin = '\u2009'

/** "8 s", "4 min", "2 h 05 min", "3 d": how long something has lasted, never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds}${thin}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}${thin}min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24)
    return minutes % 60 === 0 ? `${hours}${thin}h` : `${hours}${thin}h ${minutes % 60}${thin}min`
  return `${Math.floor(hours / 24)}${thin}d`
}

/** "now", "12 s ago", "4 min ago". */
export function formatAgo(ms: number): string {
  return ms < 1000 ? 'now' : `${formatDuration(ms)} ago`
}

/** "CET", "EST", "GMT+5:30": the name people use for the zone at that moment. */
export function zoneAbbreviation(at: number, zone: string): string {
  // Zones change their offset on quarter hours at the earliest, so the name holds within one.
  const key = `${zone} ${Math.floor(at / 900_000)}`
  const known = abbreviations.get(key)
  if (known !== undefined) return known
  if (abbreviations.size > 2000) abbreviations.clear()
  const name = findAbbreviation(at, zone)
  abbreviations.set(key, name)
  return name
}
const abbreviations = new Map<string, string>()

function findAbbreviation(at: number, zone: string): string {
  // Each locale only knows the names of its own part of the world; the first real name wins.
  const names = ['en-GB', 'en-US', 'en-AU', 'en-IN'].map((locale) => zoneName(locale, at, zone))
  return names.find((name) => !/^(GMT|UTC)[+-]/.test(name)) ?? names[0] ?? zone
}

function zoneName(locale: string, at: number, zone: string): string {
  const parts = formatter(locale, { timeZone: zone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

/** "14:32 CET", with seconds "14:32:05 CET". */
export function formatClock(at: number, zone: string, withSeconds = false): string {
  const time = formatter('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' as const } : {}),
  }).format(at)
  return `${time} ${zoneAbbreviation(at, zone)}`
}

/** "23 Nov 2026, 14:32:05 CET". */
export function formatMoment(at: number, zone: string): string {
  const day = formatter('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }).format(
    at,
  )
  return `${day}, ${formatClock(at, zone, true)}`
}

/** The clock, with the day in front of it once the moment is not today. */
export function formatClockOrMoment(at: number, now: number, zone: string): string {
  const day = (moment: number) => formatter('en-CA', { timeZone: zone, dateStyle: 'short' }).format(moment)
  if (day(at) === day(now)) return formatClock(at, zone)
  const date = formatter('en-GB', { timeZone: zone, day: 'numeric', month: 'short' }).format(at)
  return `${date}, ${formatClock(at, zone)}`
}

// Building a DateTimeFormat costs a hundred times what using one does.
const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formatters.set(key, made)
  return made
}
