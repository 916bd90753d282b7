'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { Loaded } from '#components/notifications/shared/loaded.tsx'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import { NotStored } from '#components/settings/page-parts.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import { Button } from '#components/ui/button.tsx'
import { type IntakeDeliveryDetail, intakeDeliveryDetailSchema } from '#lib/alerting/intake/contract.ts'
import { stateOfDelivery } from './integration-state.ts'
import { Results } from './results.tsx'
import { deliveriesPath } from './use-deliveries.ts'

/** One delivery as it came, as text, and what became of it. */
export function DeliveryDetail({ deliveryId, mayWrite }: { deliveryId: string; mayWrite: boolean }) {
  const detail = useQuery({
    queryKey: [deliveriesPath, deliveryId],
    queryFn: ({ signal }) => api(`${deliveriesPath}/${deliveryId}`, intakeDeliveryDetailSchema, { signal }),
    refetchInterval: (query) => (query.state.data?.status === 'received' ? 1_000 : 5_000),
  })
  return <Loaded query={detail}>{(one) => <Shown mayWrite={mayWrite} one={one} />}</Loaded>
}

function Shown({ one, mayWrite }: { one: IntakeDeliveryDetail; mayWrite: boolean }) {
  const refresh = useRefresh()
  const announce = useAnnounce()
  const retry = useMutation({
    mutationFn: () => write('POST', `${deliveriesPath}/${one.deliveryId}/retry`, intakeDeliveryDetailSchema),
    onSuccess: async () => {
      announce('It is tried again.')
      await refresh(deliveriesPath, '/api/v1/integrations')
    },
  })
  const isRepeatable = one.status !== 'refused' && one.status !== 'received'
  return (
    <section
      aria-label="Delivery"
      className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-4"
    >
      <p className="flex flex-wrap items-center gap-3 text-ui">
        <StatusWord {...stateOfDelivery[one.status]} />
        <AbsoluteTime at={one.receivedAt} show="moment" />
        <span className="text-text-2">
          {one.bytes} bytes · {one.attempts} {one.attempts === 1 ? 'try' : 'tries'}
        </span>
      </p>
      {one.problem && <p className="font-medium text-ui [overflow-wrap:anywhere]">{one.problem}</p>}
      <Results results={one.results} />
      {mayWrite && isRepeatable && (
        <div>
          <Button disabled={retry.isPending} onClick={() => retry.mutate()}>
            Try again with today’s settings
          </Button>
        </div>
      )}
      <NotStored problem={retry.error} />
      <details>
        <summary className="cursor-pointer font-medium text-ui">Headers that were kept</summary>
        <Raw
          text={Object.entries(one.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n')}
        />
      </details>
      <details open>
        <summary className="cursor-pointer font-medium text-ui">What came</summary>
        <Raw text={one.body === '' ? '(nothing was kept)' : readable(one.body)} />
      </details>
    </section>
  )
}

function Raw({ text }: { text: string }) {
  return (
    <pre
      className="mt-1 max-h-96 overflow-auto rounded-md border border-border bg-raised p-2 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
    >
      {text}
    </pre>
  )
}

/** JSON with its lines; anything else as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
