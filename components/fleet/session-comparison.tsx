'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { StatusGlyph, type StatusToken } from '#components/ui/status-glyph.tsx'
import { type SessionComparison, sessionComparisonSchema } from '#lib/diagnosis/fleet/contract.ts'
import { personVerdict } from '#lib/diagnosis/fleet/person-words.ts'

type Compared = SessionComparison['people'][number]

const tokens: Readonly<Record<Compared['verdict'], StatusToken>> = {
  shared: 'major',
  call: 'major',
  alone: 'minor',
  unclear: 'unk',
  fine: 'ok',
  unknown: 'unk',
}

/** Is it us, or one user's Wi-Fi? Who of the call suffers, beside everybody else of the same time. */
export function SessionComparisonPanel({
  sessionId,
  isLive,
  nameOf,
}: {
  sessionId: string
  isLive: boolean
  nameOf: (participantId: string) => string
}) {
  const { data, isPending, isError, error } = useQuery({
    queryKey: ['session-comparison', sessionId],
    queryFn: ({ signal }) =>
      api(`/api/v1/sessions/${sessionId}/comparison`, sessionComparisonSchema, { signal }),
    refetchInterval: isLive ? 60_000 : false,
  })
  const inTrouble = data?.people.filter(({ verdict }) => verdict !== 'fine' && verdict !== 'unknown') ?? []
  return (
    <section aria-label="Theirs alone, or shared" className="rounded-lg border border-border bg-surface p-3">
      <h2 className="mb-2 text-sm font-semibold">Theirs alone, or shared?</h2>
      {isPending && <div aria-hidden="true" className="skeleton h-10" />}
      {isError && <p className="text-ui text-text-2">{error.message}</p>}
      {data && inTrouble.length === 0 && (
        <p className="text-ui text-text-2">
          Nobody of this call was in trouble for a fifth of their minutes.
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {inTrouble.map(({ participantId, verdict, cause, evidence }) => (
          <li className="flex gap-2" key={participantId}>
            <StatusGlyph token={tokens[verdict]} />
            <div className="min-w-0">
              <p className="text-ui font-medium">
                {personVerdict({ verdict }, nameOf(participantId), cause)}
              </p>
              <p className="text-xs text-text-3">{evidence}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
