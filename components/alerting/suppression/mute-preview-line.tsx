'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { write } from '#components/sessions/write-api.ts'
import type { Matcher } from '#lib/alerting/labels.ts'
import { mutePreviewSchema } from '#lib/alerting/suppression/contract.ts'

/** What would fall silent if it began now: a look before the leap. */
export function MutePreviewLine({
  customerId,
  matchers,
}: {
  customerId: string | null
  matchers: readonly Matcher[]
}) {
  const asked = useDeferredValue({ customerId, matchers })
  const ready = asked.customerId !== ''
  const preview = useQuery({
    queryKey: ['mute-preview', asked],
    queryFn: () => write('POST', '/api/v1/silences/preview', mutePreviewSchema, asked),
    enabled: ready,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  if (!ready) return <p className="text-ui text-text-2">Choose a customer to see what it would mute.</p>
  if (preview.isError)
    return <p className="text-ui text-text-2">What it would mute cannot be told: {preview.error.message}</p>
  if (!preview.data) return <div aria-hidden="true" className="skeleton h-5 w-72" />
  const { matches, open, examples } = preview.data
  return (
    <div aria-live="polite" className="rounded-md bg-raised px-3 py-2 text-ui">
      <p>
        {matches === 0 ? (
          <>Matches none of the {open} alerts that are open now.</>
        ) : (
          <>
            Would mute <strong className="tabular-nums">{matches}</strong> of {open} open alerts now
            {matches === open && open > 1 && <strong>: all of them</strong>}.
          </>
        )}
      </p>
      {examples.length > 0 && (
        <ul className="mt-1 text-xs text-text-2">
          {examples.map(({ alertId, title, customerName }) => (
            <li className="truncate" key={alertId}>
              <bdi>{title}</bdi> · {customerName}
            </li>
          ))}
          {matches > examples.length && <li>and {matches - examples.length} more</li>}
        </ul>
      )}
    </div>
  )
}
