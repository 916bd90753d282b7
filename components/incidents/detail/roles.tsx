'use client'

import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { isOngoing } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'

/** Who leads it, and who speaks to the customer. Nobody stands out while it goes on. */
export function Roles({ detail }: { detail: IncidentDetail }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Role detail={detail} kind="lead" word="Lead" />
      <Role detail={detail} kind="communications" word="Communications" />
    </div>
  )
}

const fieldOf = { lead: 'leadId', communications: 'communicationsId' } as const

function Role({
  detail: { incident, people },
  kind,
  word,
}: {
  detail: IncidentDetail
  kind: keyof typeof fieldOf
  word: string
}) {
  const act = useIncidentAct(incident)
  const { me, cannot, say } = useIncidentActs()
  const held = incident[kind]
  const give = (memberId: string | null) =>
    act.mutate(
      { method: 'PATCH', path: '', body: { version: incident.version, [fieldOf[kind]]: memberId } },
      { onError: (problem) => say(`Not given: ${problem.message}`, null) },
    )
  const off = cannot !== null || act.isPending
  const known = held === null || people.some(({ memberId }) => memberId === held.memberId)
  return (
    <span className="flex flex-wrap items-center gap-2">
      <label className="flex min-w-0 items-center gap-2">
        <span className="text-text-2">{word}</span>
        <select
          className={`${inputClass} max-w-44 ${held === null && isOngoing(incident.status) ? 'bg-accent! font-semibold text-accent-on!' : ''}`}
          disabled={off}
          onChange={(event) => give(event.currentTarget.value || null)}
          title={cannot ?? undefined}
          value={held?.memberId ?? ''}
        >
          <option className="bg-surface text-text" value="">
            nobody
          </option>
          {!known && held !== null && <option value={held.memberId}>{held.name}</option>}
          {people.map(({ memberId, name }) => (
            <option className="bg-surface text-text" key={memberId} value={memberId}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {held?.memberId !== me.memberId && isOngoing(incident.status) && (
        <Button
          aria-label={`Take it: ${word}`}
          disabled={off}
          look="bare"
          onClick={() => give(me.memberId)}
          title={cannot ?? undefined}
        >
          Take it
        </Button>
      )}
    </span>
  )
}
