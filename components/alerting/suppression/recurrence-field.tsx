'use client'

import { inputClass } from '#components/settings/field.tsx'
import type { Recurrence } from '#lib/alerting/suppression/recurrence.ts'
import { ordinal, weekdays } from './plan-words.ts'

type Props = {
  value: Recurrence | null
  /** the first day, `2026-11-25`: what "weekly" and "monthly" begin with */
  firstDay: string
  onChange: (recurrence: Recurrence | null) => void
}

/** Once, or again and again. */
export function RecurrenceField({ value, firstDay, onChange }: Props) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <select
          aria-label="How often"
          className={inputClass}
          onChange={(event) => onChange(begin(event.currentTarget.value, firstDay))}
          value={value?.by ?? 'once'}
        >
          <option value="once">once</option>
          <option value="day">by the day</option>
          <option value="week">by the week</option>
          <option value="month">by the month</option>
        </select>
        {value && (
          <label className="flex items-center gap-2 text-text-2">
            every
            <input
              className={`${inputClass} w-16 tabular-nums`}
              max={value.by === 'month' ? 24 : 52}
              min={1}
              onChange={(event) => onChange({ ...value, every: event.currentTarget.valueAsNumber || 1 })}
              type="number"
              value={value.every}
            />
            {value.by}
            {value.every === 1 ? '' : 's'}
          </label>
        )}
        {value?.by === 'month' && (
          <label className="flex items-center gap-2 text-text-2">
            on the
            <select
              className={inputClass}
              onChange={(event) => onChange({ ...value, day: Number(event.currentTarget.value) })}
              value={value.day}
            >
              {Array.from({ length: 31 }, (_, i) => i + 1).map((day) => (
                <option key={day} value={day}>
                  {ordinal(day)}
                  {day > 28 ? ' or last' : ''}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {value?.by === 'week' && <Days days={value.days} onChange={(days) => onChange({ ...value, days })} />}
    </div>
  )
}

function Days({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }) {
  return (
    <div className="flex flex-wrap gap-1">
      {weekdays.map((word, i) => (
        <label
          className="flex h-8 cursor-pointer items-center gap-1.5 rounded-md border border-border px-2 has-checked:border-text has-checked:bg-raised has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:h-11"
          key={word}
        >
          <input
            checked={days.includes(i + 1)}
            className="accent-(--accent)"
            onChange={({ currentTarget: { checked } }) =>
              onChange(checked ? [...days, i + 1].sort() : days.filter((day) => day !== i + 1))
            }
            type="checkbox"
          />
          {word}
        </label>
      ))}
    </div>
  )
}

function begin(by: string, firstDay: string): Recurrence | null {
  const date = new Date(`${firstDay}T00:00Z`)
  const known = !Number.isNaN(date.getTime())
  if (by === 'day') return { by, every: 1 }
  if (by === 'week') return { by, every: 1, days: [known ? date.getUTCDay() || 7 : 1] }
  if (by === 'month') return { by, every: 1, day: known ? date.getUTCDate() : 1 }
  return null
}
