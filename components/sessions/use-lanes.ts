'use client'

import { useMemo, useRef, useSyncExternalStore } from 'react'
import type { EventView, ParticipantView } from '#lib/sessions/contract.ts'
import { type Lane, laneOf } from '#lib/sessions/lanes.ts'
import { metricIndex } from './chart-specs.ts'
import { nameOf } from './headline.ts'
import type { SeriesStore } from './series-store.ts'

const never = () => () => {}

/** A lane for each of these participants, up to `end`. */
export function useLanes(
  participants: readonly ParticipantView[],
  events: readonly EventView[],
  store: SeriesStore,
  end: number,
  live: boolean,
): Lane[] {
  // While live, `end` moves every second and brings the newest samples with it: no second rendering for them.
  const version = useSyncExternalStore(live ? never : store.subscribe, store.version, store.version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is read anew at each version
  return useMemo(
    () =>
      participants.map((person) => {
        const { at, columns } = store.of(person.participantId)
        return laneOf(
          person,
          events,
          {
            at,
            score: columns[metricIndex.score] ?? [],
            outAudioKbps: columns[metricIndex.outAudioKbps] ?? [],
            outVideoKbps: columns[metricIndex.outVideoKbps] ?? [],
          },
          end,
        )
      }),
    [participants, events, store, end, version],
  )
}

/** Ids and names only, the same list until one of them changes: the charts must not be drawn for less. */
export function usePeople(participants: readonly ParticipantView[]) {
  const key = JSON.stringify(participants.map((person) => [person.participantId, nameOf(person)]))
  return useMemo(
    () => (JSON.parse(key) as [string, string][]).map(([participantId, name]) => ({ participantId, name })),
    [key],
  )
}

/** In the order of joining, so that a lane never changes its place while somebody reads it. */
export function useOrdered(participants: readonly ParticipantView[]): readonly ParticipantView[] {
  return useMemo(
    () =>
      participants.toSorted(
        (a, b) => a.joinedAt - b.joinedAt || (a.participantId < b.participantId ? -1 : 1),
      ),
    [participants],
  )
}

/** The same list as long as its members are the same: a tick brings a new list of the old findings. */
export function useSameList<T>(list: readonly T[]): readonly T[] {
  const held = useRef(list)
  const same = held.current.length === list.length && held.current.every((one, i) => one === list[i])
  if (!same) held.current = list
  return held.current
}
