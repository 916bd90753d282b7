'use client'

import { useFormContext, useWatch } from 'react-hook-form'
import { DaysField } from '../shared/choice-fields.tsx'
import { TextField } from '../shared/fields.tsx'

/** A rotation for some hours of some days only; the rest is for the ones above it. */
export function OnlyField({ path }: { path: string }) {
  const { control, setValue } = useFormContext()
  const only: unknown = useWatch({ control, name: path })
  const isOn = only !== null && only !== undefined
  const usual = { days: [1, 2, 3, 4, 5], from: '18:00', to: '08:00' }
  return (
    <div className="flex flex-col gap-3">
      <label className="flex min-h-8 cursor-pointer items-center gap-2.5 text-ui">
        <input
          checked={isOn}
          className="size-4 accent-(--accent)"
          onChange={() => setValue(path, isOn ? null : usual, { shouldDirty: true })}
          type="checkbox"
        />
        <span className="font-medium">Only at some hours</span>
      </label>
      {isOn && (
        <>
          <DaysField
            hint="When it runs past midnight, the day is the one on which it begins."
            label="On"
            path={`${path}.days`}
          />
          <div className="grid grid-cols-2 gap-3 sm:max-w-80">
            <TextField label="From" path={`${path}.from`} type="time" />
            <TextField label="To" path={`${path}.to`} type="time" />
          </div>
        </>
      )}
    </div>
  )
}
