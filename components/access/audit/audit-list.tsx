'use client'

import { AbsoluteTime } from '#components/time/time.tsx'
import type { AuditEntry } from '#lib/access/audit/contract.ts'
import { useCustomerNames } from '../use-customer-names.ts'

/** Exact times: what happened first matters here. */
export function AuditList({
  entries,
  onPerson,
}: {
  entries: readonly AuditEntry[]
  onPerson: (memberId: string) => void
}) {
  return (
    <ol aria-label="Entries" className="flex flex-col rounded-lg border border-border bg-surface">
      {entries.map((entry) => (
        <Entry entry={entry} key={entry.id} onPerson={onPerson} />
      ))}
    </ol>
  )
}

function Entry({ entry, onPerson }: { entry: AuditEntry; onPerson: (memberId: string) => void }) {
  const { at, actorId, actorName, kind, subjectType, subjectId, customerId, data } = entry
  const customer = useCustomerNames(customerId === null ? [] : [customerId])
  const details = Object.keys(data).length > 0
  return (
    <li className="flex flex-col gap-0.5 border-border border-b px-3 py-2 text-ui last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <AbsoluteTime at={at} className="text-text-2 tabular-nums" show="moment" />
        {actorId === null ? (
          <span className="font-medium">{actorName}</span>
        ) : (
          <button
            className="min-h-6 min-w-0 rounded text-left font-medium underline-offset-2 [overflow-wrap:anywhere] hover:underline"
            onClick={() => onPerson(actorId)}
            title="Show only what this person did"
            type="button"
          >
            {actorName}
          </button>
        )}
        <code className="text-xs">{kind}</code>
        {customer && <span className="text-text-2 sm:ml-auto">{customer}</span>}
      </div>
      {details ? (
        <details className="text-text-2 text-xs">
          <summary className="min-h-6 cursor-pointer">
            {subjectType} {subjectId}
          </summary>
          <pre className="overflow-x-auto whitespace-pre-wrap rounded bg-raised p-2 [overflow-wrap:anywhere]">
            {JSON.stringify(data, null, 2)}
          </pre>
        </details>
      ) : (
        <p className="text-text-2 text-xs [overflow-wrap:anywhere]">
          {subjectType} {subjectId}
        </p>
      )}
    </li>
  )
}
