import { clsx } from 'clsx'
import { useId } from 'react'
import { type Band, bands } from '#lib/sessions/contract.ts'
import { bandStatus } from './band.tsx'
import { formatCount } from './format-count.ts'
import { StatusGlyph, statusFill } from './status-glyph.tsx'

type Counts = Record<Band, number>

/** Shares of the five bands as one bar; drawn without inline styles so that it survives a strict CSP. */
export function BandBar({ counts, className }: { counts: Counts; className?: string }) {
  const hatch = useId()
  const total = bands.reduce((sum, band) => sum + counts[band], 0)
  let from = 0
  const parts = bands.map((band) => {
    const width = total === 0 ? 0 : (counts[band] / total) * 100
    const part = { band, from, width }
    from += width
    return part
  })
  return (
    <svg
      aria-hidden="true"
      className={clsx('block h-2.5 w-full overflow-hidden rounded-full bg-raised', className)}
    >
      <pattern height="5" id={hatch} patternTransform="rotate(45)" patternUnits="userSpaceOnUse" width="5">
        <rect className="fill-unk-soft" height="5" width="5" />
        <rect className="fill-unk" height="5" width="2" />
      </pattern>
      {parts
        .filter((part) => part.width > 0)
        .map((part) => (
          <rect
            className={clsx(
              part.band !== 'unknown' && statusFill[bandStatus[part.band].token],
              'stroke-surface',
            )}
            fill={part.band === 'unknown' ? `url(#${hatch})` : undefined}
            height="100%"
            key={part.band}
            strokeWidth="1"
            width={`${part.width}%`}
            x={`${part.from}%`}
          />
        ))}
    </svg>
  )
}

/** The same counts in words; zero counts stay, greyed, so that nothing jumps. */
export function BandLegend({ counts }: { counts: Counts }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
      {bands.map((band) => (
        <li
          className={clsx('inline-flex items-center gap-1', counts[band] === 0 ? 'text-text-3' : 'text-text')}
          key={band}
        >
          <StatusGlyph size={12} token={bandStatus[band].token} />
          <span>{bandStatus[band].word}</span>
          <span className="font-medium">{formatCount(counts[band])}</span>
        </li>
      ))}
    </ul>
  )
}
