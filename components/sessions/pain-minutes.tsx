const meaning =
  'Minutes of pain: time somebody spent in a bad call, and half of the time in a poor one, added up over people.'

/** "3.2 min of pain", with what it means on hover; nothing where there was none. */
export function PainMinutes({ minutes }: { minutes: number }) {
  if (minutes < 0.1) return null
  return <span title={meaning}>{minutes < 10 ? minutes.toFixed(1) : Math.round(minutes)} min of pain</span>
}
