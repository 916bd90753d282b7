'use client'

import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { personalStepsSchema } from '#lib/notifications/contract.ts'
import { DurationField } from '../shared/duration-field.tsx'
import { SelectField } from '../shared/fields.tsx'
import { WarningNote } from '../shared/loaded.tsx'
import { personalStepsSentence } from './quiet-hours-sentence.ts'

const ways = [
  { value: 'email', label: 'E-mail' },
  { value: 'slack', label: 'Slack message' },
]

/** Ways and waits; what is answered before its turn is never sent. */
export function StepsField({ path, label }: { path: 'defaultSteps' | 'importantSteps'; label: string }) {
  const { control } = useFormContext()
  const { fields, append, remove } = useFieldArray({ control, name: path })
  const parsed = personalStepsSchema.safeParse(useWatch({ control, name: path }))
  return (
    <div className="flex flex-col gap-3">
      {parsed.success &&
        (parsed.data.length > 0 ? (
          <p className="text-sm" role="status">
            {personalStepsSentence(parsed.data)}
          </p>
        ) : (
          <WarningNote>{personalStepsSentence([])}</WarningNote>
        ))}
      <ol aria-label={label} className="flex flex-col gap-2">
        {fields.map((field, i) => (
          <li className="flex flex-wrap items-end gap-3" key={field.id}>
            <SelectField className="w-40" label="Way" options={ways} path={`${path}.${i}.by`} />
            <DurationField label="After" path={`${path}.${i}.afterMs`} />
            <Button aria-label={`Remove way ${i + 1}`} look="bare" onClick={() => remove(i)}>
              ✕
            </Button>
          </li>
        ))}
      </ol>
      <div>
        <Button
          disabled={fields.length >= 10}
          onClick={() => append({ by: 'email', afterMs: fields.length === 0 ? 0 : 300_000 })}
        >
          Add a way
        </Button>
      </div>
    </div>
  )
}
