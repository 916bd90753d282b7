'use client'

import { fromLocalText, toLocalText } from '#components/search/local-time.ts'
import { inputClass } from '#components/settings/field.tsx'
import { useZone } from '#components/time/use-zone.ts'
import type { ConditionOf } from '#lib/alerting/rules/contract.ts'
import { LinesInput, TagsInput } from './list-inputs.tsx'

type Watched = ConditionOf<'session'>
const happenings: Record<Watched['condition']['is'], { word: string; make: Watched['condition'] }> = {
  band: { word: 'it is Bad, or Poor', make: { is: 'band', worst: 'bad' } },
  score: { word: 'its score is below a number', make: { is: 'score', below: 3 } },
  finding: { word: 'it has a problem', make: { is: 'finding', minSeverity: 'major' } },
  people: { word: 'it has too few people, or has not begun', make: { is: 'people', fewerThan: 2 } },
}

/** Which call is watched, when, and for what. */
export function WhichCall({
  condition,
  onChange,
  disabled,
}: {
  condition: Watched
  onChange: (condition: Watched) => void
  disabled: boolean
}) {
  const set = (change: Partial<Watched>) => onChange({ ...condition, ...change })
  return (
    <div className="flex flex-col gap-3">
      <LinesInput
        disabled={disabled}
        hint="One a line; * stands for anything"
        label="Names"
        onChange={(names) => set({ names })}
        values={condition.names}
      />
      <LinesInput
        disabled={disabled}
        hint="One a line, the app’s own ids"
        label="Ids"
        onChange={(externalIds) => set({ externalIds })}
        values={condition.externalIds}
      />
      <TagsInput
        disabled={disabled}
        label="Tags"
        onChange={(tags) => set({ tags })}
        values={condition.tags}
      />
      <label className="flex flex-col gap-1">
        <span className="font-medium">Alert when</span>
        <select
          className={`${inputClass} self-start`}
          disabled={disabled}
          onChange={(event) => {
            const chosen = Object.entries(happenings).find(([is]) => is === event.currentTarget.value)
            if (chosen) set({ condition: chosen[1].make })
          }}
          value={condition.condition.is}
        >
          {Object.entries(happenings).map(([is, { word }]) => (
            <option key={is} value={is}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <WatchTimes disabled={disabled} onChange={(watch) => set({ watch })} watch={condition.watch} />
    </div>
  )
}

function WatchTimes({
  watch,
  onChange,
  disabled,
}: {
  watch: Watched['watch']
  onChange: (watch: Watched['watch']) => void
  disabled: boolean
}) {
  const zone = useZone()
  const at = (label: string, value: number, set: (ms: number) => void) => (
    <input
      aria-label={`${label}, ${zone}`}
      className={inputClass}
      disabled={disabled}
      onChange={(event) => set(fromLocalText(event.currentTarget.value) ?? value)}
      type="datetime-local"
      value={toLocalText(value)}
    />
  )
  return (
    <div className="flex flex-col gap-1">
      <label className="flex items-center gap-2">
        <input
          checked={watch !== null}
          className="accent-(--accent)"
          disabled={disabled}
          onChange={(event) => {
            const now = Date.now()
            onChange(event.currentTarget.checked ? { startsAt: now, endsAt: now + 7_200_000 } : null)
          }}
          type="checkbox"
        />
        Only in a window of time
      </label>
      {watch && (
        <span className="flex flex-wrap items-center gap-2 pl-6">
          {at('From', watch.startsAt, (startsAt) => onChange({ ...watch, startsAt }))} –{' '}
          {at('To', watch.endsAt, (endsAt) => onChange({ ...watch, endsAt }))}
          <span className="text-xs text-text-3">your time, {zone}</span>
        </span>
      )}
    </div>
  )
}
