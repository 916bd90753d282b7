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
export function headlineOf({ sentence, reason, name }: AttentionRow): string {
  if (sentence !== null) return sentence
  return reason === null ? name : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`
}

/** "1 of 4 affected, worst Ben" */
export function affectedText(
  row: Pick<AttentionRow, 'affected' | 'participants' | 'worstParticipant'>,
): string {
  const affected = `${row.affected} of ${row.participants} affected`
  return row.worstParticipant ? `${affected}, worst ${row.worstParticipant}` : affected
}
