'use client'

import { useState } from 'react'
import { useAddress } from '#components/query/use-address.ts'
import {
  EmptyPlace,
  LoadFailed,
  ReadOnlyNotice,
  RowsSkeleton,
  SettingsHeading,
} from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { Button } from '#components/ui/button.tsx'
import type { SilenceState, SilenceView } from '#lib/alerting/suppression/contract.ts'
import { byDebt } from './by-debt.ts'
import { SilenceForm } from './silence-form.tsx'
import { readSilenceLink } from './silence-link.ts'
import { SilenceRow } from './silence-row.tsx'
import { useSilences } from './use-suppressions.ts'

type Rights = { mayWrite: boolean; isAdmin: boolean }

/** What is kept quiet, by whom, why and until when. */
export function SilencesPage({ mayWrite, isAdmin }: Rights) {
  const [address, setAddress] = useAddress()
  const scoped = useScopedCustomer()
  const list = useSilences()
  const adding = mayWrite && address.has('new')
  const wanted = readSilenceLink(address)
  const close = () =>
    setAddress((query) => {
      for (const name of ['new', 'of', 'match']) query.delete(name)
    })
  return (
    <>
      <SettingsHeading
        about="A silence mutes alerts that match, until a time: they are still opened and counted, but nobody is told. It always ends by itself, and is never deleted."
        action={
          mayWrite &&
          !adding && (
            <Button look="primary" onClick={() => setAddress((query) => query.set('new', '1'))}>
              New silence
            </Button>
          )
        }
        title="Silences"
      />
      {!mayWrite && <ReadOnlyNotice who="an operator or administrator" />}
      {adding && (
        <SilenceForm
          isAdmin={isAdmin}
          onDone={close}
          start={{
            customerId: wanted.customerId ?? scoped ?? '',
            matchers: wanted.matchers,
            startsAt: null,
            endsAt: Date.now() + 3_600_000,
            comment: '',
          }}
        />
      )}
      {list.isPending && <RowsSkeleton />}
      {list.isError && !list.data && <LoadFailed onAgain={() => void list.refetch()} problem={list.error} />}
      {list.data && (
        <Lists isAdmin={isAdmin} mayWrite={mayWrite} now={list.data.at} silences={list.data.silences} />
      )}
    </>
  )
}

const parts: readonly { state: SilenceState; title: string }[] = [
  { state: 'active', title: 'Muting now' },
  { state: 'pending', title: 'To come' },
  { state: 'expired', title: 'Ended in the last 90 days' },
]

function Lists({ silences, now, ...rights }: { silences: readonly SilenceView[]; now: number } & Rights) {
  const [sort, setSort] = useState<'state' | 'debt'>('state')
  if (silences.length === 0)
    return (
      <EmptyPlace>
        Nothing is silenced. When you know of a trouble and work on it, silence its alerts for an hour instead
        of being told again and again.
      </EmptyPlace>
    )
  const sections =
    sort === 'debt'
      ? [{ title: 'Muted longest in the last 90 days', of: byDebt(silences) }]
      : parts.map(({ state, title }) => ({ title, of: silences.filter((one) => one.state === state) }))
  return (
    <div className="flex flex-col gap-5">
      <label className="flex items-center gap-2 self-start text-ui text-text-2">
        Order
        <select
          className="h-8 rounded-md border border-border bg-surface px-2 text-text pointer-coarse:h-11"
          onChange={(event) => setSort(event.currentTarget.value === 'debt' ? 'debt' : 'state')}
          value={sort}
        >
          <option value="state">by state</option>
          <option value="debt">by how long muted in all</option>
        </select>
      </label>
      {sections
        .filter(({ of }) => of.length > 0)
        .map(({ title, of }) => (
          <section aria-label={title} key={title}>
            <h2 className="mb-2 text-ui font-semibold">
              {title} <span className="font-normal text-text-3 tabular-nums">{of.length}</span>
            </h2>
            <div className="flex flex-col gap-2">
              {of.map((silence) => (
                <SilenceRow key={silence.silenceId} now={now} silence={silence} {...rights} />
              ))}
            </div>
          </section>
        ))}
    </div>
  )
}
