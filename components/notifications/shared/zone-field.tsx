'use client'

import { useId } from 'react'
import type { FieldProps } from './field-frame.tsx'
import { TextField } from './fields.tsx'

/** A time zone by name, with the names this browser knows to choose from. */
export function ZoneField(frame: FieldProps) {
  const listId = useId()
  return (
    <>
      <TextField {...frame} list={listId} />
      <datalist id={listId}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}
