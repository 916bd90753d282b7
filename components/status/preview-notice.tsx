import Link from 'next/link'

/** Tells staff that this is a customer's page, so that nobody takes it for their own tool. */
export function PreviewNotice({ customerName }: { customerName: string }) {
  return (
    <p className="no-print mb-8 flex flex-wrap justify-between gap-x-4 gap-y-1 rounded-md border border-border bg-raised px-3 py-2 text-xs text-text-2">
      <span>Preview: this is what {customerName} sees.</span>
      <Link className="underline underline-offset-2" href="/live">
        Back to Live
      </Link>
    </p>
  )
}
