import { clsx } from 'clsx'
import type { Band } from '#lib/sessions/contract.ts'
import { StatusGlyph, type StatusToken, statusText } from './status-glyph.tsx'

/** How the five bands of a call are drawn and said. The only home of this mapping. */
export const bandStatus: Record<Band, { token: StatusToken; word: string }> = {
  good: { token: 'ok', word: 'Good' },
  fair: { token: 'minor', word: 'Fair' },
  poor: { token: 'major', word: 'Poor' },
  bad: { token: 'crit', word: 'Bad' },
  unknown: { token: 'unk', word: 'No data' },
}

/** Glyph and word in the colour of the status, e.g. for a table cell or a tile. */
export function StatusWord({
  token,
  word,
  size = 16,
  className,
}: {
  token: StatusToken
  word: string
  size?: 12 | 14 | 16 | 20 | 24
  className?: string
}) {
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-medium',
        statusText[token],
        className,
      )}
    >
      <StatusGlyph size={size} token={token} />
      {word}
    </span>
  )
}

export function BandWord({
  band,
  size,
  className,
}: {
  band: Band
  size?: 12 | 14 | 16 | 20 | 24
  className?: string
}) {
  return <StatusWord {...bandStatus[band]} className={className} {...(size ? { size } : {})} />
}
