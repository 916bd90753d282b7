/** `2026-11-25 13:05:09 CET`: a moment that needs no context to be understood. */
export function sayMoment(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
  })
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const { year, month, day, hour, minute, second, timeZoneName } = parts
    return `${year}-${month}-${day} ${hour}:${minute}:${second} ${timeZoneName}`
  }
}
