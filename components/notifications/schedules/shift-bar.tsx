'use client'

import { clsx } from 'clsx'
import type { Shift } from '#lib/notifications/contract.ts'
import { spanWords } from '../shared/span-words.ts'
import type { Bar, Span } from './calendar.ts'
import { spanOfWords } from './when-words.ts'
import { localAt } from './zone-time.ts'

const placed = ({ left, width }: Bar<Span>) => ({
  left: `calc(${left * 100}% + 1px)`,
  width: `calc(${width * 100}% - 2px)`,
})

/** A shift to choose: its hours inside where they fit, everything on hover and for screen readers. */
export function ShiftBar({
  bar,
  title,
  zone,
  isChosen,
  onChoose,
}: {
  bar: Bar<Shift>
  title: string
  zone: string
  isChosen: boolean
  onChoose: (shift: Shift | null) => void
}) {
  const { of, cutLeft, cutRight, width } = bar
  const isOverride = of.overrideId !== null
  const words = `${localAt(of.from, zone).slice(11)}–${localAt(of.to, zone).slice(11)}`
  return (
    <button
      aria-label={`${of.memberName}, ${spanOfWords(of.from, of.to, zone)}, ${isOverride ? 'override' : (of.rotation ?? '')}`}
      aria-pressed={isChosen}
      className={clsx(
        'absolute inset-y-0.5 flex items-center overflow-hidden border px-1.5 text-left text-2xs text-text hover:border-text',
        isChosen
          ? 'border-text bg-accent text-accent-on!'
          : isOverride
            ? 'border-dashed border-text bg-surface'
            : 'border-border-strong bg-raised',
        cutLeft ? 'border-l-0' : 'rounded-l-md',
        cutRight ? 'border-r-0' : 'rounded-r-md',
      )}
      onClick={() => onChoose(isChosen ? null : of)}
      style={placed(bar)}
      title={`${of.memberName}${isOverride ? ' (override)' : of.rotation ? ` (${of.rotation})` : ''}\n${title}`}
      type="button"
    >
      {width > 0.1 ? (
        <span className="truncate">
          <span className="hidden font-medium sm:inline">{of.memberName} </span>
          <span className={isChosen ? '' : 'text-text-2'}>
            {isOverride && 'override '}
            {words}
          </span>
        </span>
      ) : (
        width > 0.04 && (
          <span className={clsx('hidden truncate sm:inline', !isChosen && 'text-text-2')}>
            {isOverride ? 'override' : cutLeft ? words.slice(5) : words}
          </span>
        )
      )}
    </button>
  )
}

/** Nobody: said in words, in the colour of what is wrong. */
export function GapBar({ bar, title }: { bar: Bar<Span>; title: string }) {
  const length = spanWords(bar.of.to - bar.of.from)
  return (
    <span
      className="hatched absolute inset-y-0.5 flex items-center gap-1 overflow-hidden rounded-md border border-crit-fg bg-crit-soft px-1.5 font-semibold text-2xs text-crit-fg"
      style={placed(bar)}
      title={`Nobody is on call\n${title}`}
    >
      <span className="truncate">
        {bar.width > 0.08 && <span className="hidden sm:inline">Nobody for {length}</span>}
        <span className="sr-only">{` ${title}`}</span>
      </span>
    </span>
  )
}
