'use client'

import { clsx } from 'clsx'
import { type KeyboardEvent, useRef, useState } from 'react'
import { AbsoluteTime } from '#components/time/time.tsx'
import { QuietGlyph, StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { StatusComponent } from '#lib/status-pages/contract.ts'
import { DayBars } from './days/day-bars.tsx'
import { DayDetail } from './days/day-detail.tsx'
import { dayName, dayText, stateLook, uptimeText } from './days/day-words.ts'
import { moved, type Place } from './days/move.ts'

type Props = { components: readonly StatusComponent[]; customerId: string | null }

/**
 * What a customer can tell apart, each with its days. Arrow keys go between days and rows, Enter pins a day, Escape lets
 * it go; a finger pins by tapping, and nothing hangs on hovering.
 */
export function ComponentList({ components, customerId }: Props) {
  const [looked, setLooked] = useState<Place | null>(null)
  const [pinned, setPinned] = useState<Place | null>(null)
  const [stop, setStop] = useState<Place | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const days = components[0]?.days.length ?? 0

  function go(place: Place) {
    setStop(place)
    list.current?.querySelector<HTMLElement>(`[data-row="${place.row}"][data-day="${place.day}"]`)?.focus()
  }
  function press(event: KeyboardEvent) {
    if (event.key === 'Escape') setPinned(null)
    const at = placeOf(event.target)
    const to = at && moved(event.key, at, { rows: components.length, days })
    if (!to) return
    event.preventDefault()
    go(to)
  }
  function pin(place: Place) {
    setStop(place)
    setPinned(pinned?.row === place.row && pinned.day === place.day ? null : place)
  }

  return (
    <ul
      className="mt-3 divide-y divide-border rounded-lg border border-border bg-surface"
      onKeyDown={press}
      ref={list}
    >
      {components.map((component, row) => {
        const pinnedDay = pinned?.row === row ? pinned.day : null
        const detail = pinnedDay === null ? undefined : component.days[pinnedDay]
        return (
          <li className="p-4" key={component.componentId}>
            <Heading component={component} />
            <div className="mt-3">
              <DayBars
                days={component.days}
                name={component.name}
                onLook={setLooked}
                onPin={pin}
                pinned={pinnedDay}
                row={row}
                stop={stop?.row === row ? stop.day : component.days.length - 1}
              />
              <Caption component={component} looked={looked?.row === row ? looked.day : null} />
            </div>
            {detail && pinnedDay !== null && (
              <DayDetail
                customerId={customerId}
                day={detail}
                onClose={() => setPinned(null)}
                onEarlier={pinnedDay > 0 ? () => setPinned({ row, day: pinnedDay - 1 }) : null}
                onLater={
                  pinnedDay < component.days.length - 1 ? () => setPinned({ row, day: pinnedDay + 1 }) : null
                }
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}

function placeOf(target: EventTarget): Place | null {
  if (!(target instanceof HTMLElement)) return null
  const { row, day } = target.dataset
  return row === undefined || day === undefined ? null : { row: Number(row), day: Number(day) }
}

function Heading({ component }: { component: StatusComponent }) {
  const token = stateLook[component.state]
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <h3 className="text-base font-semibold">{component.name}</h3>
      <p
        className={clsx(
          'drains inline-flex items-center gap-1.5 font-medium',
          token ? statusText[token] : 'text-text-2',
        )}
      >
        {token ? <StatusGlyph token={token} /> : <QuietGlyph />}
        {component.word}
        {component.since !== null && component.state !== 'operational' && component.state !== 'idle' && (
          <span className="text-xs font-normal text-text-2">
            since <AbsoluteTime at={component.since} show="short" />
          </span>
        )}
      </p>
      {component.description !== '' && <p className="w-full text-xs text-text-2">{component.description}</p>}
    </div>
  )
}

/** The days' ends, or the day that is looked at. Always one line high, so that nothing jumps. */
function Caption({ component, looked }: { component: StatusComponent; looked: number | null }) {
  const day = looked === null ? undefined : component.days[looked]
  const isShort = component.days.some(({ worst }) => worst === null)
  if (day) return <p className="mt-1 truncate text-xs text-text-2">{dayText(day)}</p>
  return (
    <p className="mt-1 flex justify-between gap-2 text-xs text-text-3">
      <span>
        <span className="sm:hidden">30 days ago</span>
        <span className="max-sm:hidden">{component.days.length} days ago</span>
      </span>
      <span className="text-text-2">
        {component.uptimeRatio === null ? 'uptime not known' : `${uptimeText(component.uptimeRatio)} uptime`}
        {isShort && ` since ${dayName(firstDay(component))}`}
      </span>
      <span>today</span>
    </p>
  )
}

const firstDay = ({ days }: StatusComponent) =>
  days.find(({ worst }) => worst !== null)?.day ?? days.at(-1)?.day ?? ''
