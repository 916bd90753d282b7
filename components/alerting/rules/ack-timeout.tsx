import { FieldGroup, inputClass } from '#components/settings/field.tsx'
import { DurationField } from '../suppression/duration-field.tsx'

const hourMs = 3_600_000

/** Whether somebody who acknowledged is asked again. */
export function AckTimeout({
  value,
  onChange,
  error,
  disabled,
}: {
  value: number | null
  onChange: (ms: number | null) => void
  error: string | undefined
  disabled: boolean
}) {
  return (
    <FieldGroup error={error} label="An acknowledgement">
      <span className="flex flex-wrap items-center gap-2">
        <select
          aria-label="Whether it runs out"
          className={inputClass}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value === 'never' ? null : hourMs)}
          value={value === null ? 'never' : 'after'}
        >
          <option value="never">never runs out</option>
          <option value="after">runs out after</option>
        </select>
        {value !== null && (
          <DurationField disabled={disabled} label="Runs out after" onChange={onChange} value={value} />
        )}
      </span>
    </FieldGroup>
  )
}
