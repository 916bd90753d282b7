'use client'

import { Controller } from 'react-hook-form'
import { FieldFrame, inputClass } from '../shared/field-frame.tsx'

const choices: [repeat: number, words: string][] = [
  [0, 'Stop, and say that nobody answered'],
  [1, 'All of it once more'],
  [2, 'All of it 2 more times'],
  [3, 'All of it 3 more times'],
  [4, 'All of it 4 more times'],
  [5, 'All of it 5 more times'],
  [-1, 'All of it again, until somebody acknowledges'],
]

export function RepeatField() {
  return (
    <FieldFrame label="After the last step" path="repeat">
      {(props) => (
        <Controller
          name="repeat"
          render={({ field }) => (
            <select
              {...props}
              className={inputClass}
              onBlur={field.onBlur}
              onChange={(event) => field.onChange(Number(event.currentTarget.value))}
              ref={field.ref}
              value={field.value}
            >
              {choices.map(([repeat, words]) => (
                <option key={repeat} value={repeat}>
                  {words}
                </option>
              ))}
            </select>
          )}
        />
      )}
    </FieldFrame>
  )
}
