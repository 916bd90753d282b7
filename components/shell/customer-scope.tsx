'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { ChevronIcon } from './icons.tsx'

export type ScopeCustomer = { id: string; name: string }

/** The customer the screen is narrowed to by `?customer=`, or null for all of the member's customers. */
export function useScopedCustomer(): string | null {
  return useSearchParams().get('customer')
}

/** Whose data the screen shows, and the way to change it. The choice lives in the address, so a link keeps it. */
export function CustomerScope({ customers }: { customers: readonly ScopeCustomer[] }) {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const chosen = params.get('customer') ?? ''
  const known = customers.some((customer) => customer.id === chosen)

  const choose = (customerId: string) => {
    const next = new URLSearchParams(params)
    if (customerId) next.set('customer', customerId)
    else next.delete('customer')
    const query = next.toString()
    router.replace(query ? `${pathname}?${query}` : pathname, { scroll: false })
  }

  return (
    <label className="relative flex h-7 min-w-0 items-center rounded-full border border-border bg-surface text-ui hover:bg-raised has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:h-9">
      <span className="sr-only">Customer shown</span>
      <select
        className="h-full min-w-0 max-w-[40vw] cursor-pointer appearance-none truncate bg-transparent pr-7 pl-3 font-medium outline-none sm:max-w-60"
        onChange={(event) => choose(event.currentTarget.value)}
        value={known ? chosen : ''}
      >
        <option className="bg-surface" value="">
          All customers
        </option>
        {customers.map((customer) => (
          <option className="bg-surface" key={customer.id} value={customer.id}>
            {customer.name}
          </option>
        ))}
      </select>
      <span className="pointer-events-none absolute right-2.5 text-text-3">
        <ChevronIcon />
      </span>
    </label>
  )
}
