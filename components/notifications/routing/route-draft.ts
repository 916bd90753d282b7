import type { z } from 'zod'
import { type NewRoute, newRouteSchema, type RouteView } from '#lib/notifications/contract.ts'
import type { Described } from '../shared/conflict-notice.tsx'
import type { Rights } from '../shared/use-rights.ts'
import type { Names } from './alerts-phrase.ts'
import { routeWords } from './route-sentence.ts'

export type RouteDraft = z.input<typeof newRouteSchema>

export const draftOf = ({ routeId: _id, version: _version, ...draft }: RouteView): RouteDraft => draft

export function newDraft(all: readonly RouteView[], rights: Rights, scoped: string | null): RouteDraft {
  const customerId = scoped ?? (rights.mayWriteForAll ? null : (rights.me.customers[0]?.id ?? null))
  const last = Math.max(0, ...all.filter((one) => one.customerId === customerId).map((one) => one.position))
  return {
    ...newRouteSchema.parse({ customerId, name: 'x', position: Math.min(last + 10, 10_000) }),
    name: '',
  }
}

export function inWords(route: NewRoute, names: Names): Described {
  const { alerts, where, how, after } = routeWords(route, names)
  return [
    ['Name', route.name],
    ['Alerts', alerts],
    ['Told', where],
    ['How', how || '–'],
    ['Then', after || '–'],
    ['Place', String(route.position)],
    ['On', route.enabled ? 'yes' : 'no'],
  ]
}
