'use client'

import { inputClass } from '#components/settings/field.tsx'
import type { ConditionOf } from '#lib/alerting/rules/contract.ts'
import { weekdays } from '../suppression/plan-words.ts'
import { ManyOf } from './part-inputs.tsx'

type Expect = ConditionOf<'silence'>['expect']

/** When an app should have calls: as it usually has, or at fixed hours. */
export function SilenceExpectation({
  expect,
  onChange,
  disabled,
}: {
  expect: Expect
  onChange: (expect: Expect) => void
  disabled: boolean
}) {
  const by = (is: Expect['by'], word: string, make: Expect) => (
    <label className="flex items-center gap-2">
      <input
        checked={expect.by === is}
        className="accent-(--accent)"
        disabled={disabled}
        name="expect"
        onChange={() => onChange(make)}
        type="radio"
      />
      {word}
    </label>
  )
  return (
    <div className="flex flex-col gap-2">
      {by('usual', 'at hours of the week that usually have calls', { by: 'usual', minSessions: 3 })}
      {by('hours', 'at fixed hours, in the customer’s time', {
        by: 'hours',
        days: [1, 2, 3, 4, 5],
        fromMinute: 480,
        toMinute: 1080,
      })}
      {expect.by === 'hours' && (
        <div className="flex flex-col gap-2 pl-6">
          <ManyOf
            disabled={disabled}
            none="Choose the days."
            onChange={(days) => onChange({ ...expect, days: days.map(Number).sort() })}
            options={weekdays.map((name, i) => ({ value: String(i + 1), name }))}
            values={expect.days.map(String)}
          />
          <span className="flex items-center gap-2">
            <Clock
              disabled={disabled}
              label="From"
              minute={expect.fromMinute}
              onChange={(fromMinute) => onChange({ ...expect, fromMinute })}
            />
            –
            <Clock
              disabled={disabled}
              label="To"
              minute={expect.toMinute}
              onChange={(toMinute) => onChange({ ...expect, toMinute: toMinute || 1440 })}
            />
          </span>
        </div>
      )}
    </div>
  )
}

function Clock({
  label,
  minute,
  onChange,
  disabled,
}: {
  label: string
  minute: number
  onChange: (minute: number) => void
  disabled: boolean
}) {
  const two = (n: number) => String(n).padStart(2, '0')
  return (
    <input
      aria-label={label}
      className={inputClass}
      disabled={disabled}
      onChange={(event) => {
        const [hours = 0, minutes = 0] = event.currentTarget.value.split(':').map(Number)
        onChange(hours * 60 + minutes)
      }}
      type="time"
      value={`${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`}
    />
  )
}
