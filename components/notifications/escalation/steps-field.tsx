'use client'

import { useFieldArray, useFormContext } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { DurationField } from '../shared/duration-field.tsx'
import { Problem, useFieldProblem } from '../shared/field-frame.tsx'
import { CheckField } from '../shared/fields.tsx'
import { MoveButtons } from '../shared/move-buttons.tsx'
import { TargetsField } from './targets-field.tsx'
import type { Targets } from './use-targets.ts'

/** The ladder, step by step: wait, who, and which of a person's two ways. */
export function StepsField({ targets }: { targets: Targets }) {
  const { control } = useFormContext()
  const { fields, append, remove, swap } = useFieldArray({ control, name: 'steps' })
  const problem = useFieldProblem('steps')
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3">
        {fields.map((field, i) => (
          <li className="rounded-md border border-border bg-bg p-3" key={field.id}>
            <div className="mb-2 flex items-center gap-2">
              <h3 className="flex-1 font-semibold text-ui">Step {i + 1}</h3>
              <MoveButtons
                onDown={i < fields.length - 1 ? () => swap(i, i + 1) : null}
                onUp={i > 0 ? () => swap(i, i - 1) : null}
                what={`step ${i + 1}`}
              />
              <Button aria-label={`Remove step ${i + 1}`} look="bare" onClick={() => remove(i)}>
                ✕
              </Button>
            </div>
            <div className="flex flex-col gap-3">
              <DurationField
                label={i === 0 ? 'Wait after the alert' : 'Wait after the step before'}
                path={`steps.${i}.delayMs`}
              />
              <TargetsField path={`steps.${i}.targets`} step={i + 1} targets={targets} />
              <CheckField
                hint="People are told by their important steps: the loud ones, also in quiet hours when the alert is grave enough."
                label="Important"
                path={`steps.${i}.important`}
              />
            </div>
          </li>
        ))}
      </ol>
      {fields.length === 0 && <p className="text-text-2 text-ui">No steps: nobody would be told.</p>}
      <Problem>{fields.length === 0 ? problem : null}</Problem>
      <div>
        <Button
          onClick={() =>
            append({ delayMs: fields.length === 0 ? 0 : 600_000, targets: [], important: false })
          }
        >
          Add a step
        </Button>
      </div>
    </div>
  )
}
