import Link from 'next/link'

/** Staff have no status page of their own: they look at one customer's. */
export function ChooseCustomer({ customers }: { customers: readonly { id: string; name: string }[] }) {
  return (
    <>
      <h1 className="text-title font-semibold">Whose status page?</h1>
      <p className="mt-1 text-ui text-text-2">You see exactly what that customer sees.</p>
      <ul className="mt-6 divide-y divide-border rounded-lg border border-border bg-surface">
        {customers.map((customer) => (
          <li key={customer.id}>
            <Link
              className="flex min-h-11 items-center px-4 font-medium hover:bg-raised"
              href={`/status?customer=${customer.id}`}
            >
              {customer.name}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
