'use client'

import { useFormContext, useWatch } from 'react-hook-form'
import { useZone } from '#components/time/use-zone.ts'
import { quietHoursSchema } from '#lib/notifications/contract.ts'
import { DaysField } from '../shared/choice-fields.tsx'
import { SelectField, TextField } from '../shared/fields.tsx'
import { quietHoursSentence } from './quiet-hours-sentence.ts'

const usual = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00', butSeverity: 'critical' as const }
const severities = [
  { value: 'critical', label: 'Critical only' },
  { value: 'major', label: 'Impaired and Critical' },
]

/** When I do not want to be told, except what is grave; with an example in plain words. */
export function QuietHoursField() {
  const { control, setValue } = useFormContext()
  const quiet: unknown = useWatch({ control, name: 'quietHours' })
  const parsed = quietHoursSchema.safeParse(quiet)
  const zone = useZone()
  const isOn = quiet !== null && quiet !== undefined
  return (
    <div className="flex flex-col gap-4">
      <label className="flex min-h-8 cursor-pointer items-center gap-2.5 text-ui">
        <input
          checked={isOn}
          className="size-4 accent-(--accent)"
          onChange={() => setValue('quietHours', isOn ? null : usual, { shouldDirty: true })}
          type="checkbox"
        />
        <span className="font-medium">I have quiet hours</span>
      </label>
      {parsed.success && (
        <p className="rounded-md border border-border-strong bg-bg px-3 py-2 text-sm" role="status">
          {quietHoursSentence(parsed.data)}
        </p>
      )}
      {isOn && (
        <>
          <DaysField
            hint="A night belongs to the day on which it begins."
            label="On"
            path="quietHours.days"
          />
          <div className="grid grid-cols-2 gap-3 sm:max-w-80">
            <TextField label="From" path="quietHours.from" type="time" />
            <TextField label="To" path="quietHours.to" type="time" />
          </div>
          <p className="-mt-2 text-text-2 text-xs">
            In your time zone; this browser is in {zone.replaceAll('_', ' ')}.
          </p>
          <SelectField
            className="sm:max-w-80"
            label="What comes through anyway"
            options={severities}
            path="quietHours.butSeverity"
          />
        </>
      )}
    </div>
  )
}
