'use client'

import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import type { IncidentUpdate } from '#lib/incidents/words/contract.ts'
import { Dialog } from '../dialog.tsx'
import { impactWords } from '../words.ts'
import { publicWords } from './public-words.ts'
import { usePreview } from './use-updates.ts'

/** Exactly what the customer will read, made where the customer's own page is made. */
export function UpdatePreview({
  update,
  components,
  onClose,
}: {
  update: IncidentUpdate
  components: IncidentDetail['components']
  onClose: () => void
}) {
  const preview = usePreview(update.updateId, update.version)
  return (
    <Dialog
      onClose={onClose}
      title={preview.data ? `What ${preview.data.customerName} will see` : 'What the customer will see'}
    >
      {preview.isPending && <div aria-hidden="true" className="skeleton h-40" />}
      {preview.isError && (
        <p className="flex flex-wrap items-center gap-3 text-ui" role="alert">
          {preview.error.message} <Button onClick={() => void preview.refetch()}>Try again</Button>
        </p>
      )}
      {preview.data && <Shown components={components} incident={preview.data.incident} />}
    </Dialog>
  )
}

type Incident = NonNullable<ReturnType<typeof usePreview>['data']>['incident']

function Shown({ incident, components }: { incident: Incident; components: IncidentDetail['components'] }) {
  const touched = components.filter(({ componentId }) => incident.componentIds.includes(componentId))
  return (
    <article className="rounded-lg border border-border-strong p-4">
      <h3 className="text-base font-semibold wrap-anywhere" dir="auto">
        {incident.title}
      </h3>
      <p className="text-ui text-text-2">
        {publicWords[incident.status]} · {incident.reference}
        {incident.startedAt !== null && (
          <>
            {' '}
            · since <AbsoluteTime at={incident.startedAt} show="moment" />
          </>
        )}
      </p>
      {touched.length > 0 && incident.componentImpact !== null && (
        <p className="text-ui">
          {touched.map(({ name }) => name).join(', ')}: {impactWords[incident.componentImpact]}
        </p>
      )}
      <ol className="mt-3 flex flex-col gap-3">
        {incident.updates.map((one) => (
          <li className="border-t border-border pt-2" key={one.updateId}>
            <p className="text-ui">
              <span className="font-semibold">{publicWords[one.status]}</span>{' '}
              <span className="text-text-2">
                <AbsoluteTime at={one.postedAt} show="moment" />
              </span>
            </p>
            <NoteText body={one.body} />
          </li>
        ))}
      </ol>
    </article>
  )
}
