'use client'

import { inputClass } from '#components/settings/field.tsx'
import { useCustomers } from './use-label-names.ts'

/** Whose: one customer, or every one, which only administrators may choose. '' = not chosen yet. */
export function CustomerChoice({
  value,
  onChange,
  isAdmin,
  everyone = 'Every customer',
  disabled = false,
}: {
  value: string | null
  onChange: (customerId: string | null) => void
  isAdmin: boolean
  everyone?: string
  disabled?: boolean
}) {
  const customers = useCustomers().data?.customers ?? []
  return (
    <select
      className={`${inputClass} w-full max-w-80`}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value === '*' ? null : event.currentTarget.value)}
      value={value ?? '*'}
    >
      {value === '' && <option value="">Choose a customer …</option>}
      {isAdmin && <option value="*">{everyone}</option>}
      {customers.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
