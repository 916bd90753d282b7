'use client'

import { useCustomers } from '#components/notifications/shared/use-customers.ts'
import { Field, FieldGroup, inputClass } from '#components/settings/field.tsx'
import { isCustomerRole, type Role, roles } from '#lib/access/member.ts'
import { roleWords } from '#lib/access/role-words.ts'

export type Place = { role: Role; customerIds: readonly string[] }

/** Which customers fit the role: none for an administrator, exactly one for a customer's person. */
export function fittingPlace({ role, customerIds }: Place): Place {
  if (role === 'admin') return { role, customerIds: [] }
  return { role, customerIds: isCustomerRole(role) ? customerIds.slice(0, 1) : customerIds }
}

/** What somebody may do, and for whom. */
export function PlaceFields({ place, onChange }: { place: Place; onChange: (place: Place) => void }) {
  const { role, customerIds } = place
  return (
    <>
      <Field hint={`${roleWords[role].name}: ${roleWords[role].means}.`} label="Role">
        <select
          className={inputClass}
          onChange={(event) => {
            const chosen = roles.find((one) => one === event.currentTarget.value) ?? role
            onChange(fittingPlace({ role: chosen, customerIds }))
          }}
          value={role}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {roleWords[one].name}
            </option>
          ))}
        </select>
      </Field>
      {role === 'admin' ? null : isCustomerRole(role) ? (
        <OneCustomer
          onChange={(id) => onChange({ role, customerIds: id === '' ? [] : [id] })}
          value={customerIds[0] ?? ''}
        />
      ) : (
        <ManyCustomers onChange={(ids) => onChange({ role, customerIds: ids })} value={customerIds} />
      )}
    </>
  )
}

function OneCustomer({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { customers } = useCustomers()
  return (
    <Field hint="They see this customer’s status page and nothing else." label="Customer">
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

/** Several customers, each a tick. */
export function ManyCustomers({
  value,
  onChange,
  hint = 'They see these customers and no other.',
}: {
  value: readonly string[]
  onChange: (ids: readonly string[]) => void
  hint?: string
}) {
  const { customers } = useCustomers()
  return (
    <FieldGroup hint={hint} label="Customers">
      <div className="flex max-h-60 flex-col overflow-y-auto rounded-md border border-border p-1">
        {customers.map(({ id, name }) => (
          <label
            className="flex min-h-8 items-center gap-2 rounded px-2 hover:bg-raised pointer-coarse:min-h-11"
            key={id}
          >
            <input
              checked={value.includes(id)}
              className="size-4 accent-(--accent)"
              onChange={() =>
                onChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id])
              }
              type="checkbox"
            />
            {name}
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
