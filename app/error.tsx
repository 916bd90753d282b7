'use client'

import { Button } from '#components/ui/button.tsx'

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <main className="mx-auto max-w-md px-4 pt-24" role="alert">
      <h1 className="text-title font-semibold">This page broke</h1>
      <p className="mt-2 text-ui text-text-2">
        The fault is ours, and calls are still being collected. Try again; if it stays, pass the number below
        on.
      </p>
      {error.digest && <p className="mt-3 font-mono text-xs text-text-3">{error.digest}</p>}
      <Button className="mt-6" look="primary" onClick={reset}>
        Try again
      </Button>
    </main>
  )
}
