import { clsx } from 'clsx'
import type { StatusDay } from '#lib/status-pages/contract.ts'
import { barHeight, dayText, stateLook } from './day-words.ts'
import type { Place } from './move.ts'

const fills: Record<string, string> = {
  ok: 'bg-ok',
  minor: 'bg-minor border border-minor-fg',
  major: 'bg-major',
  crit: 'bg-crit',
}
const dayMs = 86_400_000
/** What a narrow screen has no room for; the month pages have all days, with room to tap. */
const nearDays = 30

type Props = {
  row: number
  name: string
  days: readonly StatusDay[]
  /** the one that Tab reaches */
  stop: number
  pinned: number | null
  onLook: (place: Place | null) => void
  onPin: (place: Place) => void
}

/** One row of days, oldest first. Taller is worse, hatched is unknown, a line below is planned work. */
export function DayBars({ row, name, days, stop, pinned, onLook, onPin }: Props) {
  return (
    <fieldset aria-label={`${name}, day by day`} className="flex h-11 items-end gap-px sm:h-9">
      {days.map((day, i) => (
        <button
          aria-label={dayText(day)}
          aria-pressed={pinned === i}
          className={clsx(
            'group relative flex h-full min-w-0 flex-1 items-end focus-visible:z-10',
            pinned === i && 'bg-raised',
            days.length > 31 && i < days.length - nearDays && 'max-sm:hidden',
          )}
          data-day={i}
          data-row={row}
          key={day.day}
          onBlur={() => onLook(null)}
          onClick={() => onPin({ row, day: i })}
          onFocus={() => onLook({ row, day: i })}
          onPointerEnter={(event) => event.pointerType === 'mouse' && onLook({ row, day: i })}
          onPointerLeave={(event) => event.pointerType === 'mouse' && onLook(null)}
          tabIndex={i === stop ? 0 : -1}
          type="button"
        >
          <Bar day={day} />
        </button>
      ))}
    </fieldset>
  )
}

function Bar({ day }: { day: StatusDay }) {
  const token = day.worst === null ? null : stateLook[day.worst]
  const unknown = Math.min(1, day.unknownMs / dayMs)
  const height = day.worst === null ? 6 : token === null ? 30 : barHeight[token]
  return (
    <span
      className="relative block w-full overflow-hidden rounded-[1px] group-hover:opacity-80"
      style={{ height: `${height}%` }}
    >
      <span className={clsx('absolute inset-0', lookOf(token, day.worst === null))} />
      {token !== 'unk' && unknown > 0.02 && (
        <span
          className="hatched absolute inset-x-0 top-0 bg-unk-soft"
          style={{ height: `${Math.max(12, unknown * 100)}%` }}
        />
      )}
      {day.maintenanceMs > 0 && <span className="absolute inset-x-0 bottom-0 h-1 bg-maint" />}
    </span>
  )
}

function lookOf(token: string | null, notThere: boolean): string {
  if (notThere) return 'bg-border'
  if (token === 'unk') return 'hatched bg-unk-soft border border-dashed border-unk'
  return token === null ? 'bg-border-strong' : (fills[token] ?? 'bg-border')
}
