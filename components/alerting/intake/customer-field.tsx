'use client'

import { useCustomers } from '#components/notifications/shared/use-customers.ts'
import { Field, inputClass } from '#components/settings/field.tsx'

/** Whose it is: each belongs to exactly one customer. */
export function CustomerField({
  value,
  onChange,
}: {
  value: string
  onChange: (customerId: string) => void
}) {
  const { customers } = useCustomers()
  return (
    <Field hint="What it sends becomes alerts of this customer alone." label="Customer">
      <select
        className={inputClass}
        onChange={(event) => onChange(event.currentTarget.value)}
        required
        value={value}
      >
        <option value="">Choose a customer …</option>
        {customers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  )
}
