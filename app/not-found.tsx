import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'

export default function NotFound() {
  return (
    <main className="mx-auto max-w-md px-4 pt-24">
      <p className="font-mono text-xs text-text-3">404</p>
      <h1 className="mt-1 text-title font-semibold">There is nothing here</h1>
      <p className="mt-2 text-ui text-text-2">
        The address is wrong, the call is past its retention, or it is not yours to see.
      </p>
      <Link className={buttonClass('primary', 'mt-6')} href="/">
        Back to the start
      </Link>
    </main>
  )
}
