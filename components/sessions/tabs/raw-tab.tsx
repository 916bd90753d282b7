'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { reveal } from '#components/charts/time-window.ts'
import { api } from '#components/query/api.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { type RawReport, rawReportSchema } from '#lib/sessions/track-contract.ts'
import { ParticipantPicker } from './participant-picker.tsx'

type Person = { participantId: string; name: string }

/** The report that a browser sent nearest to the chosen moment, every column by its W3C name, searchable. */
export function RawTab({
  sessionId,
  people,
  view,
  focus,
}: {
  sessionId: string
  people: readonly Person[]
  view: TimeView
  focus: string | null
}) {
  const [chosen, setChosen] = useState(focus ?? people[0]?.participantId ?? '')
  const [wanted, setWanted] = useState('')
  const pinned = useSyncExternalStore(view.onPin, view.pinned, view.pinned)
  const [opened] = useState(() => view.window().spanTo)
  const at = Math.round(pinned ?? opened)
  const person = focus ?? chosen
  const raw = useQuery({
    queryKey: ['session-raw', sessionId, person, at],
    queryFn: ({ signal }) =>
      api(
        `/api/v1/sessions/${encodeURIComponent(sessionId)}/raw?participant=${encodeURIComponent(person)}&at=${at}`,
        rawReportSchema,
        { signal },
      ),
    enabled: person !== '',
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
  const go = (to: number | null | undefined) => {
    if (to === null || to === undefined) return
    view.pin(to)
    view.change((window) => reveal(window, to))
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <ParticipantPicker
          label="Participant"
          locked={focus !== null}
          onChoose={setChosen}
          people={people}
          value={person}
        />
        <input
          aria-label="Search columns"
          className="h-8 min-w-0 flex-1 basis-48 rounded-md border border-border bg-surface px-2 text-ui placeholder:text-text-3 pointer-coarse:h-11"
          onChange={(event) => setWanted(event.currentTarget.value)}
          placeholder="Search columns, for example packetsLost"
          type="search"
          value={wanted}
        />
        <Button disabled={!raw.data?.previousAt} onClick={() => go(raw.data?.previousAt)}>
          ← Report before
        </Button>
        <Button disabled={!raw.data?.nextAt} onClick={() => go(raw.data?.nextAt)}>
          Report after →
        </Button>
      </div>
      {raw.isPending && person !== '' && <div aria-hidden="true" className="skeleton h-40" />}
      {raw.isError && (
        <p className="flex flex-wrap items-center gap-3 text-ui">
          The report did not load. <Button onClick={() => void raw.refetch()}>Try again</Button>
        </p>
      )}
      {raw.data && <Report raw={raw.data} wanted={wanted.trim().toLowerCase()} />}
    </div>
  )
}

function Report({ raw: { report }, wanted }: { raw: RawReport; wanted: string }) {
  if (report === null)
    return (
      <p className="hatched rounded-md p-4 text-center text-ui text-text-2">
        No report of this participant is stored: none was sent, or its time of keeping is over.
      </p>
    )
  return (
    <>
      <p className="text-xs text-text-2">
        Report {report.seq} of <AbsoluteTime at={report.at} show="moment" />, the nearest to the chosen
        moment. Counters are cumulative; an empty cell means that the browser does not know.
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        {report.connections.map(({ connection, values }) => (
          <Columns
            key={`c${connection}`}
            title={`Connection ${connection}`}
            values={values}
            wanted={wanted}
          />
        ))}
        {report.tracks.map(({ track, type, values }) => (
          <Columns key={`t${track}`} title={`Track ${track}, ${type}`} values={values} wanted={wanted} />
        ))}
      </div>
    </>
  )
}

function Columns({
  title,
  values,
  wanted,
}: {
  title: string
  values: readonly { name: string; value: number | null }[]
  wanted: string
}) {
  const shown = values.filter(({ name }) => wanted === '' || name.toLowerCase().includes(wanted))
  if (shown.length === 0) return null
  return (
    <table className="w-full self-start rounded-md border border-border bg-surface text-xs">
      <caption className="border border-b-0 border-border bg-raised px-2 py-1 text-left font-medium">
        {title}
      </caption>
      <tbody>
        {shown.map(({ name, value }) => (
          <tr className="border-t border-border" key={name}>
            <th className="px-2 py-0.5 text-left font-mono text-2xs font-normal wrap-anywhere">{name}</th>
            <td className="px-2 py-0.5 text-right font-mono text-2xs">{value ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
