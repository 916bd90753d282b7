'use client'

import Link from 'next/link'
import { EmptyPlace, LoadFailed, RowsSkeleton } from '#components/settings/page-parts.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import type { ParentIncidentView } from '#lib/incidents/api-contract.ts'
import { useParents } from '../data/use-parents.ts'
import { childrenText } from './children-words.ts'

/** Causes that hit several customers at once: one for us, one incident for each of them. */
export function SharedScreen({ mayAct }: { mayAct: boolean }) {
  const parents = useParents()
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="text-xs">
            <Link className="underline underline-offset-2" href="/incidents">
              Incidents
            </Link>
          </p>
          <h1 className="text-title font-semibold">Shared causes</h1>
          <p className="max-w-prose text-ui text-text-2">
            One cause over several customers: you work on it once, and each customer has an incident of its
            own, which tells nothing of the others.
          </p>
        </div>
        {mayAct && (
          <Link className={buttonClass('primary')} href="/incidents/shared/new">
            Open for several customers
          </Link>
        )}
      </div>
      {parents.isPending && <RowsSkeleton />}
      {parents.isError && !parents.data && (
        <LoadFailed onAgain={() => void parents.refetch()} problem={parents.error} />
      )}
      {parents.data?.parents.length === 0 && (
        <EmptyPlace>
          No cause is shared by several customers’ incidents. When{' '}
          <Link className="underline underline-offset-2" href="/fleet">
            Causes
          </Link>{' '}
          finds one, open it for all of them there. You see those whose customers you are all assigned to.
        </EmptyPlace>
      )}
      <ul className="flex flex-col gap-2">
        {parents.data?.parents.map((parent) => (
          <Parent key={parent.parentId} parent={parent} />
        ))}
      </ul>
    </div>
  )
}

function Parent({ parent }: { parent: ParentIncidentView }) {
  return (
    <li className="relative rounded-lg border border-border bg-surface p-3 text-ui hover:bg-raised">
      <Link
        className="font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none after:focus-visible:outline-2 after:focus-visible:outline-focus"
        href={`/incidents/shared/${encodeURIComponent(parent.parentId)}`}
        prefetch={false}
      >
        <span className="font-mono text-xs text-text-2">{parent.reference}</span> {parent.title}
      </Link>
      {parent.cause !== '' && (
        <p className="line-clamp-2 text-text-2" dir="auto">
          {parent.cause}
        </p>
      )}
      <p className="text-xs text-text-2">
        {childrenText(parent.children)} · opened by {parent.createdName},{' '}
        <AbsoluteTime at={parent.createdAt} show="short" />
        {parent.closedAt !== null && (
          <>
            {' '}
            · closed <AbsoluteTime at={parent.closedAt} show="short" />
          </>
        )}
      </p>
    </li>
  )
}
