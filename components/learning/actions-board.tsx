'use client'

import { clsx } from 'clsx'
import { useAddress } from '#components/query/use-address.ts'
import { EmptyPlace, LoadFailed, RowsSkeleton, SettingsHeading } from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { StatusGlyph, type StatusToken } from '#components/ui/status-glyph.tsx'
import type { ActionListQuery, FixSummary } from '#lib/incidents/learning/contract.ts'
import { ActionItem } from './action-item.tsx'
import { useActionList } from './use-learning.ts'

type View = {
  word: string
  query: ActionListQuery
  count: (summary: FixSummary) => number
  token: StatusToken
}
const views: Record<string, View> = {
  open: { word: 'Open', query: { state: 'open' }, count: ({ open }) => open, token: 'unk' },
  overdue: { word: 'Overdue', query: { overdue: 'true' }, count: ({ overdue }) => overdue, token: 'minor' },
  done: { word: 'Done', query: { state: 'done' }, count: ({ done }) => done, token: 'unk' },
  held: { word: 'Held', query: { recurrence: 'held' }, count: ({ held }) => held, token: 'ok' },
  watching: {
    ...{ word: 'Still watching', query: { recurrence: 'watching' }, token: 'maint' },
    count: ({ watching }) => watching,
  },
  recurred: {
    ...{ word: 'Came back', query: { recurrence: 'recurred' }, token: 'major' },
    count: ({ recurred }) => recurred,
  },
  'cannot-say': {
    ...{ word: 'Cannot say', query: { recurrence: 'cannot-say' }, token: 'unk' },
    count: ({ cannotSay }) => cannotSay,
  },
  declined: {
    word: 'Declined',
    query: { state: 'declined' },
    count: ({ declined }) => declined,
    token: 'unk',
  },
}
const first: View = { word: 'Open', query: { state: 'open' }, count: ({ open }) => open, token: 'unk' }

/** All corrective actions in scope, and whether what was done held. */
export function ActionsBoard() {
  const [address, change] = useAddress()
  const customer = useScopedCustomer()
  const key = address.get('view') ?? 'open'
  const mine = address.get('owner') === 'mine'
  const view = Object.hasOwn(views, key) ? (views[key] ?? first) : first
  const { data, isError, error, refetch } = useActionList({
    ...view.query,
    ...(mine && { owner: 'mine' }),
    ...(customer !== null && { customer }),
  })
  return (
    <>
      <SettingsHeading
        about="What was agreed on after incidents, and whether it held: what an action was to prevent is looked for in alerts and findings for 30 days after it is done."
        title="Corrective actions"
      />
      <fieldset className="mb-4 grid grid-cols-2 gap-2 md:grid-cols-4 xl:grid-cols-8">
        <legend className="sr-only">Did our fixes hold?</legend>
        {Object.entries(views).map(([name, { word, count, token }]) => (
          <button
            aria-pressed={view.word === word}
            className={clsx(
              'flex min-h-11 flex-col items-start rounded-lg border p-2 text-left',
              view.word === word ? 'border-text bg-raised' : 'border-border bg-surface',
            )}
            key={name}
            onClick={() => change((to) => to.set('view', name))}
            type="button"
          >
            <span className="text-title font-semibold tabular-nums">{data ? count(data.summary) : '–'}</span>
            <span className="flex items-center gap-1 text-xs text-text-2">
              <StatusGlyph size={12} token={token} /> {word}
            </span>
          </button>
        ))}
      </fieldset>
      <label className="mb-4 inline-flex min-h-8 items-center gap-2 text-ui pointer-coarse:min-h-11">
        <input
          checked={mine}
          className="size-4 accent-(--accent)"
          onChange={(event) => {
            const { checked } = event.currentTarget
            change((to) => (checked ? to.set('owner', 'mine') : to.delete('owner')))
          }}
          type="checkbox"
        />
        Only mine
      </label>
      {isError && !data && <LoadFailed onAgain={() => void refetch()} problem={error} />}
      {!data && !isError && <RowsSkeleton />}
      {data?.actions.length === 0 && (
        <EmptyPlace>
          Nothing here. Actions are added on the page of an incident, under “Corrective actions”.
        </EmptyPlace>
      )}
      <ul className="flex flex-col gap-2">
        {data?.actions.map((action) => (
          <li className="rounded-lg border border-border bg-surface p-3" key={action.actionId}>
            <ActionItem action={action} withIncident />
          </li>
        ))}
      </ul>
      {data?.more && <p className="mt-3 text-xs text-text-3">There are more: narrow it to one customer.</p>}
    </>
  )
}
