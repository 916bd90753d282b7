'use client'

import { useFieldArray, useFormContext } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { labelNames } from '#lib/alerting/labels.ts'
import { type FieldProps, GroupFrame, inputClass } from '../shared/field-frame.tsx'
import { MatcherValue } from './matcher-value.tsx'
import type { AllNames } from './use-names.ts'

const ops = [
  { value: 'is', word: 'is' },
  { value: 'is-not', word: 'is not' },
  { value: 'glob', word: 'looks like' },
] as const

/** All of them must hold. Names are from the list, or `tag.…` and `label.…`. */
export function MatchersField({ names, empty, ...frame }: FieldProps & { names: AllNames; empty: string }) {
  const { control } = useFormContext()
  const { fields, append, remove } = useFieldArray({ control, name: frame.path })
  return (
    <GroupFrame {...frame}>
      <datalist id={`${frame.path}-labels`}>
        {[...labelNames, 'tag.', 'label.'].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {fields.length === 0 && <p className="text-text-2 text-ui">{empty}</p>}
      <ul className="flex flex-col gap-2">
        {fields.map((field, i) => (
          <MatcherRow
            key={field.id}
            listId={`${frame.path}-labels`}
            names={names}
            onRemove={() => remove(i)}
            path={`${frame.path}.${i}`}
          />
        ))}
      </ul>
      <div>
        <Button onClick={() => append({ name: 'severity', op: 'is', value: 'critical' })}>
          Add a condition
        </Button>
      </div>
    </GroupFrame>
  )
}

function MatcherRow({
  path,
  listId,
  names,
  onRemove,
}: {
  path: string
  listId: string
  names: AllNames
  onRemove: () => void
}) {
  const { register, watch } = useFormContext()
  const [name, op]: [string, string] = watch([`${path}.name`, `${path}.op`])
  return (
    <li className="grid grid-cols-[1fr_auto] gap-2 sm:grid-cols-[10rem_7rem_1fr_auto]">
      <input
        {...register(`${path}.name`)}
        aria-label="Label"
        className={inputClass}
        list={listId}
        spellCheck={false}
      />
      <select {...register(`${path}.op`)} aria-label="How it is compared" className={inputClass}>
        {ops.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
      <MatcherValue isGlob={op === 'glob'} name={name} names={names} path={`${path}.value`} />
      <Button
        aria-label="Remove this condition"
        className="pointer-coarse:w-11"
        look="bare"
        onClick={onRemove}
      >
        ✕
      </Button>
    </li>
  )
}
