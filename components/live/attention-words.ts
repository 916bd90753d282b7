import type { AttentionRow } from '#lib/sessions/contract.ts'

const thin = '\u2009'

/** "0.4 min", "12 min": minutes of pain, with a digit while it means something. */
export function painText(minutes: number): string {
  return `${minutes < 10 ? minutes.toFixed(1) : Math.round(minutes)}${thin}min`
}

/** What a minute of pain is, and what the row's place follows from. */
export function painTitle(
  row: Pick<AttentionRow, 'painMinutes' | 'recentPainMinutes' | 'painPerMinute'>,
): string {
  return [
    `${painText(row.painMinutes)} of pain in this call so far: minutes of people in bad, and half of those in poor.`,
    `Ranked by ${painText(row.recentPainMinutes)} in the last five minutes and ${row.painPerMinute.toFixed(1)} more a minute now.`,
  ].join(' ')
}

/** The row's first line: the sentence of the root cause, else what is known. */
export function headlineOf({ sentence, reason, name, band }: AttentionRow): string {
  if (sentence !== null) return sentence
  if (reason === null) return name
  const known = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`
  return band === 'unknown' ? known : `${known}, not clear why`
}

/** What was found in this call beside the root cause, now or before; null = nothing. */
export function othersText({ cause, causes }: Pick<AttentionRow, 'cause' | 'causes'>): string | null {
  const others = causes.filter((kind) => kind !== cause).length
  if (others === 0) return null
  return cause === null ? `${others} found in this call, none explains it now` : `+${others} more found`
}

/** "1 of 4 affected, worst Ben" */
export function affectedText(
  row: Pick<AttentionRow, 'affected' | 'participants' | 'worstParticipant'>,
): string {
  const affected = `${row.affected} of ${row.participants} affected`
  return row.worstParticipant ? `${affected}, worst ${row.worstParticipant}` : affected
}
