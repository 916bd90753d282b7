'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'
import type { RouteView } from '#lib/notifications/contract.ts'
import { MoveButtons } from '../shared/move-buttons.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import type { Names } from './alerts-phrase.ts'
import { inOrder } from './order-routes.ts'
import { lastResortWords, routeWords } from './route-sentence.ts'
import { useMoveRoute } from './use-move-route.ts'

/** The routes of one owner in the order they are tried, moved by buttons. */
export function RouteGroup({
  title,
  routes,
  names,
  rights,
  scoped,
}: {
  title: string
  routes: RouteView[]
  names: Names
  rights: Rights | null
  scoped: string | null
}) {
  const ordered = inOrder(routes)
  const move = useMoveRoute(routes)
  const reason = whyNot(rights, routes[0]?.customerId === null)
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-sm">{title}</h2>
      {move.isError && <p className="text-crit-fg text-ui">Not moved: {move.error.message}</p>}
      <ol className="flex flex-col gap-2">
        {ordered.map((route, i) => (
          <li
            className={clsx(
              'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border border-border bg-surface p-3',
              !route.enabled && 'hatched',
            )}
            key={route.routeId}
          >
            <span aria-hidden="true" className="w-5 pt-1 text-right text-text-3 text-ui">
              {i + 1}
            </span>
            <RouteText names={names} route={route} />
            <span className="ml-auto flex items-center gap-1">
              {reason === null && ordered.length > 1 && (
                <MoveButtons
                  onDown={canMove(move.isPending, i < ordered.length - 1, () =>
                    move.mutate({ routeId: route.routeId, by: 1 }),
                  )}
                  onUp={canMove(move.isPending, i > 0, () => move.mutate({ routeId: route.routeId, by: -1 }))}
                  what={route.name}
                />
              )}
              <Link
                aria-label={`${reason === null ? 'Edit' : 'View'} ${route.name}`}
                className={buttonClass('quiet')}
                href={settingsHref('routing', scoped, { route: route.routeId })}
              >
                {reason === null ? 'Edit' : 'View'}
              </Link>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

const canMove = (busy: boolean, possible: boolean, act: () => void) => (busy || !possible ? null : act)

/** The sentence, its parts set apart; what would tell nobody is loud. */
export function RouteText({ route, names }: { route: RouteView; names: Names }) {
  const { alerts, where, how, after } = routeWords(route, names)
  return (
    <div className="min-w-0 flex-1 basis-64">
      <p className="text-text-3 text-xs" dir="auto">
        {route.name}
        {!route.enabled && <span className="ml-2 font-medium text-text">Switched off</span>}
      </p>
      <p className="text-sm [overflow-wrap:anywhere]">
        <span className="font-medium">{alerts}</span>
        <span className="text-text-3"> → </span>
        <span className={clsx('font-medium', where === lastResortWords && 'text-minor-fg')}>{where}</span>
        {how && <span className="text-text-2">, {how}</span>}
        {after && <span className="text-text-2">, {after}</span>}
      </p>
    </div>
  )
}
