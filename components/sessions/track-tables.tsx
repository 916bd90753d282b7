'use client'

import { memo } from 'react'
import { formatDuration } from '#components/time/format-time.ts'
import { BandWord } from '#components/ui/band.tsx'
import type { ParticipantView, ScoreDeduction, TrackView } from '#lib/sessions/contract.ts'
import { nameOf } from './headline.ts'
import { PersonName } from './person-name.tsx'

const stateWords: Record<TrackView['state'], string> = {
  starting: 'starting',
  active: 'active',
  muted: 'muted',
  paused: 'paused',
  idle: 'idle, nothing to send',
  stalled: 'stalled',
  'no-telemetry': 'no telemetry',
  ended: 'ended',
}

/** Every track of every participant, with its score and where the missing points went. */
export const TrackTables = memo(function TrackTables({
  participants,
  now,
}: {
  participants: readonly ParticipantView[]
  /** the newest moment known, to say how old a reading is */
  now: number
}) {
  return (
    <div className="flex flex-col gap-4">
      {participants.map((person) => (
        <section
          aria-label={`Tracks of ${nameOf(person)}`}
          className="rounded-lg border border-border bg-surface"
          key={person.participantId}
        >
          <div className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-1 px-3 py-2">
            <h3 className="min-w-0 max-w-full text-ui font-semibold">
              <PersonName className="block max-w-full" name={nameOf(person)} />
            </h3>
            <BandWord band={person.band} size={14} className="text-xs" />
            <Deductions deductions={person.deductions} />
            <span className="text-xs text-text-2">{aboutPerson(person, now)}</span>
          </div>
          {person.tracks.length === 0 ? (
            <p className="border-t border-border px-3 py-2 text-xs text-text-2">
              No track has been reported.
            </p>
          ) : (
            <Tracks person={person} />
          )}
        </section>
      ))}
    </div>
  )
})

function Tracks({ person }: { person: ParticipantView }) {
  return (
    <section
      aria-label={`Table of the tracks of ${nameOf(person)}`}
      className="overflow-x-auto border-t border-border"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full min-w-[640px] border-collapse text-xs">
        <thead className="text-left text-text-3">
          <tr>
            {['Direction', 'Kind', 'Source', 'Codec', 'State', 'Score', 'Why not better'].map((head) => (
              <th className="px-3 py-1 font-normal" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {person.tracks.map((track) => (
            <tr className="border-t border-border align-top" key={`${track.track} ${track.type}`}>
              <td className="px-3 py-1.5">{track.type.startsWith('inbound') ? 'receives' : 'sends'}</td>
              <td className="px-3 py-1.5">{track.type.endsWith('audio') ? 'audio' : 'video'}</td>
              <td className="px-3 py-1.5">{track.source === 'unknown' ? '–' : track.source}</td>
              <td className="px-3 py-1.5 font-mono text-2xs">{track.codec ?? '–'}</td>
              <td className="px-3 py-1.5">{stateWords[track.state]}</td>
              <td className="whitespace-nowrap px-3 py-1.5">
                <TrackScore track={track} />
              </td>
              <td className="px-3 py-1.5">
                {track.reason && <span className="mr-2 font-medium">{track.reason}</span>}
                <Deductions deductions={track.deductions} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function TrackScore({ track }: { track: TrackView }) {
  if (track.score === null) return <span className="text-text-2">not scored</span>
  const scale = track.scale === null || track.scale === 'video' ? '' : ` ${track.scale}`
  return (
    <span className="inline-flex items-center gap-2">
      <span className="font-medium" title="Estimated. NB, WB, FB: how wide a sound the codec can carry.">
        {track.score.toFixed(1)}
        {scale}
      </span>
      <BandWord band={track.band} size={12} />
    </span>
  )
}

function Deductions({ deductions }: { deductions: readonly ScoreDeduction[] }) {
  const told = deductions.filter((each) => each.mos >= 0.05)
  if (told.length === 0) return null
  return (
    <span className="text-xs text-text-2">
      {told.map((each) => `${each.reason} −${each.mos.toFixed(1)}`).join(' · ')}
    </span>
  )
}

function aboutPerson(person: ParticipantView, now: number): string {
  const { path } = person
  const via =
    path.localCandidateType === 'relay'
      ? `relayed over ${path.relayProtocol ?? path.protocol ?? '?'}`
      : path.protocol
        ? `direct over ${path.protocol}`
        : ''
  const age =
    person.state !== 'left' && person.lastReportAt !== null
      ? `last report ${formatDuration(now - person.lastReportAt)} ago`
      : ''
  const version = person.appVersion ? `app ${person.appVersion}` : ''
  return [person.role, person.browser, person.os, version, person.region, via, age]
    .filter(Boolean)
    .join(' · ')
}
