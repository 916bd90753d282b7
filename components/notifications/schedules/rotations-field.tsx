'use client'

import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { type Rotation, rotationsSchema } from '#lib/notifications/contract.ts'
import { NumberField, SelectField, TextField } from '../shared/fields.tsx'
import { WarningNote } from '../shared/loaded.tsx'
import { MoveButtons } from '../shared/move-buttons.tsx'
import type { usePeople } from '../shared/use-people.ts'
import { OnlyField } from './only-field.tsx'
import { PeopleField } from './people-field.tsx'
import { rotationSentence } from './rotation-sentence.ts'
import { dayOf, mondayOf } from './zone-time.ts'

type People = ReturnType<typeof usePeople>

const units = [
  { value: 'hour', label: 'hours' },
  { value: 'day', label: 'days' },
  { value: 'week', label: 'weeks' },
]

/** Rotations in the order in which they win: the lower one where both have somebody. */
export function RotationsField({ people }: { people: People }) {
  const { control, getValues } = useFormContext()
  const { fields, append, remove, swap } = useFieldArray({ control, name: 'rotations' })
  const add = () =>
    append({
      name: fields.length === 0 ? 'Primary' : `Rotation ${fields.length + 1}`,
      memberIds: [],
      startsLocal: `${mondayOf(dayOf(Date.now(), getValues('timeZone') || 'UTC'))}T09:00`,
      every: 1,
      unit: 'week',
      only: null,
    } satisfies Rotation)
  return (
    <>
      {fields.length === 0 && <WarningNote>Without a rotation nobody is on call.</WarningNote>}
      {fields.length > 1 && (
        <p className="text-text-2 text-ui">Where two have somebody, the lower one wins.</p>
      )}
      <ol className="flex flex-col gap-3">
        {fields.map((field, i) => (
          <li className="flex flex-col gap-3 rounded-md border border-border bg-bg p-3" key={field.id}>
            <div className="flex items-center gap-2">
              <h3 className="flex-1 font-semibold text-ui">Rotation {i + 1}</h3>
              <MoveButtons
                onDown={i < fields.length - 1 ? () => swap(i, i + 1) : null}
                onUp={i > 0 ? () => swap(i, i - 1) : null}
                what={`rotation ${i + 1}`}
              />
              <Button aria-label={`Remove rotation ${i + 1}`} look="bare" onClick={() => remove(i)}>
                ✕
              </Button>
            </div>
            <RotationFields path={`rotations.${i}`} people={people} />
          </li>
        ))}
      </ol>
      <div>
        <Button onClick={add}>Add a rotation</Button>
      </div>
    </>
  )
}

function RotationFields({ path, people }: { path: string; people: People }) {
  const { control } = useFormContext()
  const parsed = rotationsSchema.element.safeParse(useWatch({ control, name: path }))
  return (
    <>
      {parsed.success && (
        <p className="text-sm" role="status">
          {rotationSentence(parsed.data, people.nameOf)}.
        </p>
      )}
      <TextField label="Name" path={`${path}.name`} />
      <PeopleField path={`${path}.memberIds`} people={people} />
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <TextField
          hint="Turns are counted from here."
          label="First turn begins"
          path={`${path}.startsLocal`}
          type="datetime-local"
        />
        <NumberField label="A turn lasts" path={`${path}.every`} />
        <SelectField label="of" options={units} path={`${path}.unit`} />
      </div>
      <OnlyField path={`${path}.only`} />
    </>
  )
}
