'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { clsx } from 'clsx'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { isInScope } from '../shared/use-customers.ts'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import { inhibitionSentence } from './inhibition-sentence.ts'
import type { InhibitionView } from './route-list.tsx'
import type { AllNames } from './use-names.ts'

/** Which alerts keep others quiet. */
export function InhibitionList({
  inhibitions,
  names,
  rights,
  scoped,
}: {
  inhibitions: UseQueryResult<InhibitionView[]>
  names: AllNames
  rights: Rights | null
  scoped: string | null
}) {
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-semibold text-base">Inhibitions</h2>
          <p className="text-text-2 text-ui">
            A grave alert keeps its consequences quiet, always within one customer. What is quiet is still in
            the inbox, marked.
          </p>
        </div>
        {rights?.mayWrite && (
          <Link
            className={buttonClass('quiet')}
            href={settingsHref('routing', scoped, { inhibition: 'new' })}
          >
            Add an inhibition
          </Link>
        )}
      </div>
      <Loaded query={inhibitions} rows={1}>
        {(all) => {
          const shown = all.filter(({ customerId }) => isInScope(customerId, scoped))
          if (shown.length === 0)
            return <p className="text-text-2 text-ui">None: every alert that matches a route is told.</p>
          return (
            <ul className="flex flex-col gap-2">
              {shown.map((one) => (
                <li
                  className={clsx(
                    'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border border-border bg-surface p-3',
                    !one.enabled && 'hatched',
                  )}
                  key={one.inhibitionId}
                >
                  <div className="min-w-0 flex-1 basis-64">
                    <p className="text-text-3 text-xs">
                      {one.name} · for {names.names.customer(one.customerId ?? '') || 'all customers'}
                      {!one.enabled && <span className="ml-2 font-medium text-text">Switched off</span>}
                    </p>
                    <p className="text-sm [overflow-wrap:anywhere]">{inhibitionSentence(one, names.names)}</p>
                  </div>
                  <Link
                    className={buttonClass('quiet', 'ml-auto')}
                    href={settingsHref('routing', scoped, { inhibition: one.inhibitionId })}
                  >
                    {whyNot(rights, one.customerId === null) === null ? 'Edit' : 'View'}
                    <span className="sr-only"> {one.name}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </section>
  )
}
