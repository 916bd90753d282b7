'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { customersSchema } from '#lib/access/contract.ts'

/** The customers with an app, narrowed like the rest of the screen. */
export function useApps() {
  const customerId = useScopedCustomer()
  const list = useQuery({
    queryKey: ['customers'],
    queryFn: ({ signal }) => api('/api/v1/customers', customersSchema, { signal }),
    staleTime: 60_000,
  })
  const customers = (list.data?.customers ?? []).filter(
    ({ id, apps }) => apps.length > 0 && (customerId === null || id === customerId),
  )
  return { list, customers }
}

/** Whose call it was: an import belongs to an app like any other call. */
export function AppPicker({
  customers,
  value,
  onChange,
}: {
  customers: ReturnType<typeof useApps>['customers']
  value: string
  onChange: (appId: string) => void
}) {
  return (
    <label className="flex flex-col gap-1 text-ui">
      <span className="font-medium">App the call belongs to</span>
      <select
        className="h-9 w-full max-w-96 rounded-md border border-border bg-surface px-2 pointer-coarse:h-11"
        onChange={(event) => onChange(event.currentTarget.value)}
        value={value}
      >
        <option value="">Choose an app …</option>
        {customers.map(({ id, name, apps }) => (
          <optgroup key={id} label={name}>
            {apps.map((app) => (
              <option key={app.id} value={app.id}>
                {app.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}
