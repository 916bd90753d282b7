import type { ComponentKind } from '../contract.ts'
import type { Look } from './look.ts'

const names: Readonly<Record<Exclude<ComponentKind, 'region'>, string>> = {
  join: 'Joining',
  audio: 'Audio',
  video: 'Video',
  'screen-share': 'Screen share',
  chat: 'Chat',
}
const order = Object.keys(names)
const mostRegions = 20
const longestRegion = 60
/** What the roll-ups call the rest. */
const rest = '__other__'

type Known = { customerId: string; kind: ComponentKind; region: string | null }
export type Missing = Known & { name: string; position: number }

/** Components that were looked at and are not there yet: five from the first call on, a region from the first in it. */
export function missingComponents(
  looks: ReadonlyMap<string, readonly Look[]>,
  known: readonly Known[],
): Missing[] {
  const there = new Set(known.map(keyOf))
  return [...looks].flatMap(([customerId, seen]) => {
    const regions = known.filter((one) => one.customerId === customerId && one.kind === 'region').length
    let room = mostRegions - regions
    return seen.flatMap(({ kind, region }): Missing[] => {
      if (there.has(keyOf({ customerId, kind, region }))) return []
      if (kind !== 'region')
        return [{ customerId, kind, region, name: names[kind], position: order.indexOf(kind) }]
      if (region === null || region === rest || region.length > longestRegion || room-- <= 0) return []
      return [{ customerId, kind, region, name: `Region ${region}`, position: 100 }]
    })
  })
}

const keyOf = ({ customerId, kind, region }: Known) => `${customerId} ${kind} ${region ?? ''}`
