'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { api } from '#components/query/api.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { InboxView } from '#lib/alerting/alerts/contract.ts'
import { rulesSchema } from '#lib/alerting/rules/contract.ts'

/** Why there is nothing here, and what would bring something. */
export function InboxEmpty({
  view,
  filtered,
  onClear,
}: {
  view: InboxView
  filtered: boolean
  onClear: () => void
}) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-12 text-center text-sm text-text-2">
      {filtered ? (
        <>
          <p className="font-medium text-text">No alert of this view matches the search.</p>
          <Button onClick={onClear}>Show the whole view</Button>
        </>
      ) : (
        <Calm view={view} />
      )}
    </div>
  )
}

const calm: Record<Exclude<InboxView, 'firing'>, { title: string; text: string }> = {
  unowned: { title: 'Everything that fires has an owner.', text: 'What nobody has taken yet stands here.' },
  mine: {
    title: 'Nothing is yours.',
    text: 'What you acknowledge, or what is assigned to you, stands here. Press a on an alert to take it.',
  },
  snoozed: {
    title: 'Nothing sleeps.',
    text: 'An alert that you snooze waits here and comes back at its time, or earlier if it gets worse.',
  },
  suppressed: {
    title: 'Nothing is muted.',
    text: 'Alerts under a silence, in a maintenance or explained by a graver one stand here: seen, but told to nobody.',
  },
  resolved: { title: 'Nothing was resolved lately.', text: 'What is over stands here, newest first.' },
}

function Calm({ view }: { view: InboxView }) {
  if (view === 'firing') return <NothingFires />
  return (
    <>
      <p className="font-medium text-text">{calm[view].title}</p>
      <p className="max-w-sm">{calm[view].text}</p>
    </>
  )
}

/** Calm is only good news when somebody watches: so it says how many rules do. */
function NothingFires() {
  const rules = useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => api('/api/v1/rules', rulesSchema, { signal }),
    staleTime: 60_000,
    retry: false,
  })
  const watching = rules.data?.rules.filter(({ enabled }) => enabled).length ?? null
  const broken =
    rules.data?.rules.filter(({ enabled, problems }) => enabled && problems.length > 0).length ?? 0
  if (watching === 0)
    return (
      <>
        <StatusGlyph size={24} token="unk" />
        <p className="font-medium text-text">Nothing fires, since no rule watches.</p>
        <Link className={buttonClass('primary')} href="/settings/rules">
          Switch rules on
        </Link>
      </>
    )
  return (
    <>
      {watching !== null && <StatusGlyph size={24} token="ok" />}
      <p className="font-medium text-text">Nothing is firing.</p>
      {watching !== null && (
        <p>
          {watching} {watching === 1 ? 'rule watches' : 'rules watch'} the calls
          {broken > 0 && `; ${broken} of them cannot tell at the moment`}.
        </p>
      )}
      <p>
        <Link className="underline underline-offset-2" href="/settings/rules">
          What the rules watch
        </Link>
      </p>
    </>
  )
}
