import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'

/** The way to the import page, for a heading's right end; it keeps the customer the screen is narrowed to. */
export function ImportLink({ customerId }: { customerId: string | null }) {
  const query = customerId ? `?customer=${encodeURIComponent(customerId)}` : ''
  return (
    <Link className={buttonClass('quiet', 'ml-auto')} href={`/sessions/import${query}`}>
      Import a dump
    </Link>
  )
}
