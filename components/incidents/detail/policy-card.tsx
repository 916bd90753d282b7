'use client'

import { type FormEvent, useState } from 'react'
import { inputClass } from '#components/settings/field.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { autoResolvePolicies } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { Card } from '../card.tsx'
import { goThere } from '../go-there.ts'
import { autoResolveWords } from '../words.ts'
import { MergeDialog } from './merge-dialog.tsx'

const openedWords: Record<IncidentView['openedBy'], string> = {
  hand: 'by hand',
  alert: 'from an alert',
  rule: 'by a rule',
  parent: 'with a shared cause',
}

/** Where it came from, when it ends by itself, its ticket, and whether it is another one in truth. */
export function PolicyCard({ incident }: { incident: IncidentView }) {
  const act = useIncidentAct(incident)
  const { cannot, say } = useIncidentActs()
  const [merging, setMerging] = useState(false)
  return (
    <Card title="More">
      <div className="flex flex-col gap-3">
        <p className="text-text-2">
          Opened {openedWords[incident.openedBy]} by {incident.createdName},{' '}
          <AbsoluteTime at={incident.createdAt} show="moment" />.{' '}
          {incident.publishedAt === null ? (
            'The customer does not see it yet.'
          ) : (
            <>
              The customer sees it since <AbsoluteTime at={incident.publishedAt} show="moment" />.
            </>
          )}
        </p>
        <label className="flex flex-col gap-1">
          <span className="font-medium">It is resolved</span>
          <select
            className={inputClass}
            disabled={cannot !== null || act.isPending}
            onChange={(event) =>
              act.mutate(
                {
                  method: 'PATCH',
                  path: '',
                  body: { version: incident.version, autoResolve: event.currentTarget.value },
                },
                { onError: (problem) => say(`Not changed: ${problem.message}`, null) },
              )
            }
            value={incident.autoResolve}
          >
            {autoResolvePolicies.toReversed().map((policy) => (
              <option key={policy} value={policy}>
                {autoResolveWords[policy]}
              </option>
            ))}
          </select>
        </label>
        <Ticket incident={incident} />
        <Button
          aria-haspopup="dialog"
          className="self-start"
          disabled={cannot !== null || incident.status === 'merged'}
          onClick={() => setMerging(true)}
          title={cannot ?? undefined}
        >
          It is the same as another one …
        </Button>
      </div>
      {merging && <MergeDialog incident={incident} onClose={() => setMerging(false)} />}
    </Card>
  )
}

function Ticket({ incident }: { incident: IncidentView }) {
  const [typed, setTyped] = useState<string | null>(null)
  const act = useIncidentAct(incident)
  const { cannot } = useIncidentActs()
  const store = (event: FormEvent) => {
    event.preventDefault()
    const ticketUrl = typed?.trim() || null
    act.mutate(
      { method: 'PATCH', path: '', body: { version: incident.version, ticketUrl } },
      { onSuccess: () => setTyped(null) },
    )
  }
  if (typed === null)
    return (
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">Ticket</span>
        {incident.ticketUrl === null ? (
          <span className="text-text-2">none</span>
        ) : (
          <a
            className="min-w-0 wrap-anywhere underline underline-offset-2"
            href={incident.ticketUrl}
            rel="noopener nofollow ugc"
            target="_blank"
          >
            {incident.ticketUrl}
          </a>
        )}
        <Button
          aria-label="Change the ticket"
          disabled={cannot !== null}
          look="bare"
          onClick={() => setTyped(incident.ticketUrl ?? '')}
          title={cannot ?? undefined}
        >
          Edit
        </Button>
      </p>
    )
  return (
    <form className="flex flex-col gap-2" onSubmit={store}>
      <input
        aria-label="Address of the ticket"
        className={inputClass}
        inputMode="url"
        maxLength={500}
        onChange={(event) => setTyped(event.currentTarget.value)}
        ref={goThere}
        placeholder="https://tickets.example/4711"
        value={typed}
      />
      {act.error !== null && (
        <p className="font-medium" role="alert">
          Not stored: {act.error.message}
        </p>
      )}
      <div className="flex gap-2">
        <Button disabled={act.isPending} look="primary" type="submit">
          Save
        </Button>
        <Button onClick={() => setTyped(null)}>Cancel</Button>
      </div>
    </form>
  )
}
