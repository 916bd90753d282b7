'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { api } from '#components/query/api.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { useNow } from '#components/time/use-now.ts'
import { Button } from '#components/ui/button.tsx'
import { fleetAttributionSchema } from '#lib/diagnosis/fleet/contract.ts'
import { FleetAnswer } from './fleet-answer.tsx'
import { FleetForm } from './fleet-form.tsx'
import { LiveFleetPanel } from './fleet-panel.tsx'
import { askPath, readQuestion, writeQuestion } from './fleet-question.ts'

/** Is it us, or one user's Wi-Fi? Asked about any window. */
export function FleetPage() {
  const router = useRouter()
  const customerId = useScopedCustomer()
  const now = useNow()
  const text = useSearchParams().toString()
  const question = useMemo(() => readQuestion(new URLSearchParams(text)), [text])
  const answer = useQuery({
    queryKey: ['fleet', question, customerId],
    queryFn: ({ signal }) =>
      api(askPath(question, customerId, Date.now()), fleetAttributionSchema, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h1 className="text-title font-semibold">Shared causes</h1>
        <p className="text-ui text-text-2">
          Whether bad calls share a server, a region, a network or a release, or each has its own cause.
        </p>
      </div>
      {now !== null && <LiveFleetPanel now={now} />}
      <FleetForm
        key={text}
        onAsk={(next) => router.replace(`/fleet?${writeQuestion(next, customerId)}`, { scroll: false })}
        question={question}
      />
      <p className="sr-only" role="status">
        {answer.isFetching ? 'Asking …' : ''}
      </p>
      {answer.isPending && <Skeleton />}
      {answer.isError && (
        <div className="hatched rounded-lg border border-border-strong p-4 text-ui">
          <p className="mb-2">{answer.error.message}</p>
          <Button onClick={() => void answer.refetch()}>Try again</Button>
        </div>
      )}
      {answer.data && !answer.isError && (
        <FleetAnswer
          answer={answer.data}
          isOld={answer.isPlaceholderData}
          onAgain={() => void answer.refetch()}
        />
      )}
    </div>
  )
}

function Skeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      <div className="skeleton h-20" />
      {[0, 1, 2, 3].map((row) => (
        <div className="skeleton h-8" key={row} />
      ))}
    </div>
  )
}
