import { wilson } from '#lib/quality/app-health.ts'
import type { ComponentKind } from '../contract.ts'
import type { SpanState } from '../uptime/states.ts'
import { type Medium, media, mediaOf, sideOf } from './finding-media.ts'

/** How a track or person is: the bands of scores, worst last. `unknown` = used, but not scored. */
export type UsedBand = 'unknown' | 'good' | 'fair' | 'poor' | 'bad'

/** Somebody who was in a call within the last 15 minutes. */
export type Person = {
  participantId: string
  region: string | null
  /** in a call now, and heard from just now */
  inCall: boolean
  heard: boolean
  band: UsedBand
  /** of what they use now; null = they do not */
  bands: Readonly<Record<Medium, UsedBand | null>>
}
/** A finding of weight within the last 15 minutes. */
export type Trouble = {
  kind: string
  side: string
  /** who has it, and who notices it */
  people: readonly string[]
  open: boolean
  /** another finding explains it: its side is not whose it is */
  explained: boolean
}
export type Joins = { region: string | null; attempts: number; failures: number }

export type CustomerFacts = {
  liveSessions: number
  /** the newest call ended because nothing came any more, within the last 15 minutes */
  lostJustNow: boolean
  people: readonly Person[]
  troubles: readonly Trouble[]
  joins: readonly Joins[]
}
/** What one look found out about one component. */
export type Look = { kind: ComponentKind; region: string | null; state: SpanState; because: string }

/** Shares of people that must be passed with 95 % certainty, so that one of few is no outage. */
const limits = { degraded: 0.05, partial: 0.2, major: 0.5 }
/** So many at once, of so many, is no coincidence of many homes. */
const crowd = { people: 10, share: 0.5 }
const hitOf: Readonly<Record<UsedBand, number>> = { unknown: 0, good: 0, fair: 0, poor: 0.5, bad: 1 }

/** All components of a customer, by one look at its calls. */
export function lookAt(facts: CustomerFacts, engineListens: boolean): Look[] {
  const inCall = facts.people.filter((person) => person.inCall)
  const heard = inCall.filter((person) => person.heard)
  const regions = [...new Set(facts.people.map(({ region }) => region))].filter((region) => region !== null)
  const silence = silenceOf(facts, inCall.length, heard.length, engineListens)
  const looks = (
    kind: ComponentKind,
    region: string | null,
    judged: () => Omit<Look, 'kind' | 'region'>,
  ) => ({
    ...{ kind, region },
    ...(silence ?? judged()),
  })
  const sides = sidesOf(facts)
  return [
    looks('join', null, () => lookAtJoins(facts.joins.find(({ region }) => region === null))),
    ...media.map((medium) => looks(medium, null, () => lookAtMedium(facts, heard, medium, sides))),
    ...regions.map((region) =>
      looks('region', region, () =>
        lookAtRegion(
          facts,
          heard.filter((one) => one.region === region),
          sides,
        ),
      ),
    ),
  ]
}

/** What can be said without a single score: nobody calls, or nobody is heard. Null = there is something to judge. */
function silenceOf(facts: CustomerFacts, inCall: number, heard: number, engineListens: boolean) {
  if (facts.liveSessions === 0) {
    if (engineListens && !facts.lostJustNow) return { state: 'idle' as const, because: 'nobody is in a call' }
    const because = facts.lostJustNow ? 'the last call vanished' : 'the engine does not answer'
    return { state: 'no-data' as const, because }
  }
  if (heard === 0 || heard * 2 < inCall)
    return { state: 'no-data' as const, because: `heard from ${heard} of ${inCall} people in calls` }
  return null
}

function lookAtJoins(joins: Joins | undefined): Omit<Look, 'kind' | 'region'> {
  if (!joins || joins.attempts === 0) return { state: 'idle', because: 'nobody tried to join in 15 minutes' }
  const { failures, attempts } = joins
  const state = stateOf({ hits: failures, ours: failures, hit: failures, of: attempts })
  return { state, because: `${failures} of ${attempts} joins failed in 15 minutes` }
}

function lookAtMedium(
  facts: CustomerFacts,
  heard: readonly Person[],
  medium: Medium,
  sides: ReadonlyMap<string, Sidedness>,
) {
  const open = facts.troubles.filter((trouble) => trouble.open && mediaOf(trouble.kind).includes(medium))
  const named = new Set(open.flatMap(({ people }) => people))
  const users = heard.filter(({ bands, participantId }) => bands[medium] !== null || named.has(participantId))
  const hits = users.map((person) => ({
    person,
    hit: named.has(person.participantId) ? 1 : hitOf[person.bands[medium] ?? 'unknown'],
  }))
  return judge(hits, sides, `with ${medium}`)
}

function lookAtRegion(facts: CustomerFacts, there: readonly Person[], sides: ReadonlyMap<string, Sidedness>) {
  const joins = facts.joins.find(({ region }) => region !== null && region === there[0]?.region)
  const calls = judge(
    there.map((person) => ({ person, hit: hitOf[person.band] })),
    sides,
    'in calls',
  )
  const joining = joins && joins.attempts > 0 ? lookAtJoins(joins) : null
  return joining && worse(joining.state, calls.state) ? joining : calls
}

type Hit = { person: Person; hit: number }

function judge(all: readonly Hit[], sides: ReadonlyMap<string, Sidedness>, who: string) {
  if (all.length === 0) return { state: 'idle' as const, because: `nobody ${who}` }
  if (all.every(({ person, hit }) => hit === 0 && isUnscored(person, who)))
    return { state: 'no-data' as const, because: `none of ${all.length} people ${who} could be scored` }
  const sum = (hits: readonly Hit[]) => hits.reduce((total, { hit }) => total + hit, 0)
  const isOurs = ({ person }: Hit) => sides.get(person.participantId) !== 'own'
  const hit = all.filter((one) => one.hit > 0)
  const isCrowd = all.length >= crowd.people && hit.length >= crowd.share * all.length
  const ours = isCrowd ? hit : hit.filter(isOurs)
  const state = stateOf({ hits: sum(hit), ours: sum(ours), hit: ours.length, of: all.length })
  const byOwn = hit.length - ours.length
  return {
    state,
    because: `${hit.length} of ${all.length} people ${who} had trouble, ${byOwn} of them on their own side`,
  }
}

/** A region is scored by the call as a whole, a medium by its own tracks. */
function isUnscored(person: Person, who: string): boolean {
  if (who === 'in calls') return person.band === 'unknown'
  const medium = media.find((one) => who === `with ${one}`)
  return medium !== undefined && person.bands[medium] === 'unknown'
}

/** What is people's own never makes more than "degraded"; and one person alone never an outage. */
function stateOf({
  hits,
  ours,
  hit,
  of,
}: {
  hits: number
  ours: number
  hit: number
  of: number
}): SpanState {
  const low = wilson(ours, of).low
  if (hit >= 2 && low > limits.major) return 'major-outage'
  if (hit >= 2 && low > limits.partial) return 'partial-outage'
  return wilson(hits, of).low > limits.degraded ? 'degraded' : 'operational'
}

const order: readonly SpanState[] = [
  'idle',
  'operational',
  'no-data',
  'degraded',
  'partial-outage',
  'major-outage',
]
const worse = (one: SpanState, than: SpanState) => order.indexOf(one) > order.indexOf(than)

type Sidedness = 'own' | 'service' | 'unclear'

/** Whose side each troubled person's trouble is on: the service's as soon as one finding says so. */
export function sidesOf({
  troubles,
  people,
}: Pick<CustomerFacts, 'troubles' | 'people'>): Map<string, Sidedness> {
  const sides = new Map<string, Sidedness>()
  for (const { participantId, band } of people) if (hitOf[band] > 0) sides.set(participantId, 'unclear')
  for (const { people: who, side, explained } of troubles)
    for (const participantId of who) {
      const now = explained ? 'unclear' : sideOf(side)
      const was = sides.get(participantId) ?? 'unclear'
      sides.set(participantId, was === 'service' || now === 'unclear' ? was : now)
    }
  return sides
}

/** How many had trouble in the last 15 minutes, and on whose side. */
export function countSides(facts: Pick<CustomerFacts, 'troubles' | 'people'>) {
  const known = new Set(facts.people.map(({ participantId }) => participantId))
  const sides = [...sidesOf(facts)]
    .filter(([participantId]) => known.has(participantId))
    .map(([, side]) => side)
  const isCrowd = known.size >= crowd.people && sides.length >= crowd.share * known.size
  return {
    people: known.size,
    troubled: sides.length,
    ownSide: isCrowd ? 0 : sides.filter((side) => side === 'own').length,
    serviceSide: sides.filter((side) => side === 'service').length,
  }
}
