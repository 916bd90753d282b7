'use client'

import { AbsoluteTime } from '#components/time/time.tsx'
import type { EventView, ParticipantView } from '#lib/sessions/contract.ts'
import { metricIndex } from '../chart-specs.ts'
import { describeEvent } from '../event-text.ts'
import type { SeriesStore } from '../series-store.ts'
import { Facts, PersonSection } from './person-section.tsx'

const parts = [
  { title: 'Microphone, camera, screen', types: ['gum-result', 'display-result'] },
  { title: 'Device changes', types: ['devices'] },
  { title: 'Muting', types: ['track-state', 'vad-muted'] },
  { title: 'Page and sound', types: ['visibility', 'playback-blocked'] },
] as const
const mostListed = 40

/** What each participant's machine did: devices, muting, load, and what it is. */
export function DevicesTab({
  participants,
  events,
  store,
}: {
  participants: readonly ParticipantView[]
  events: readonly EventView[]
  store: SeriesStore
}) {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {participants.map((person) => (
        <PersonSection about="Devices" key={person.participantId} person={person}>
          <Facts
            facts={[
              ['Browser', person.browser],
              ['System', person.os],
              ['App version', person.appVersion],
              ['Role', person.role],
              ['Held back by', cpuText(store, person.participantId)],
            ]}
          />
          {parts.map(({ title, types }) => (
            <EventPart
              events={events.filter(
                (event) =>
                  event.participantId === person.participantId &&
                  types.some((type) => type === event.type) &&
                  event.data.direction !== 'inbound',
              )}
              key={title}
              title={title}
            />
          ))}
        </PersonSection>
      ))}
    </div>
  )
}

function EventPart({ title, events }: { title: string; events: readonly EventView[] }) {
  const newest = events.toSorted((a, b) => a.at - b.at || a.seq - b.seq).slice(-mostListed)
  return (
    <div className="mt-2 border-t border-border pt-2">
      <h4 className="text-xs font-semibold">{title}</h4>
      {newest.length === 0 ? (
        <p className="text-xs text-text-2">Nothing was told.</p>
      ) : (
        <ol className="text-ui">
          {newest.map((event) => (
            <li className="flex min-w-0 gap-2" key={`${event.boot} ${event.seq}`}>
              <AbsoluteTime
                at={event.at}
                className="shrink-0 text-xs leading-5 text-text-2"
                show="clock-seconds"
              />
              <bdi className="min-w-0 wrap-anywhere" dir="auto">
                {describeEvent(event)}
              </bdi>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

/** Share of all samples in which the encoder was held back by the computer; null where the browser does not say. */
function cpuText(store: SeriesStore, participantId: string): string | null {
  const values = (store.of(participantId).columns[metricIndex.limitedByCpuRatio] ?? []).filter(
    (value) => value !== null,
  )
  if (values.length === 0) return 'not told by the browser'
  const share = values.filter((value) => value >= 50).length / values.length
  return share === 0
    ? 'never by the computer'
    : `the computer in ${Math.round(share * 100)}\u2009% of samples`
}
