import type { ReactNode } from 'react'
import { BandWord } from '#components/ui/band.tsx'
import type { ParticipantView } from '#lib/sessions/contract.ts'
import { nameOf } from '../headline.ts'
import { PersonName } from '../person-name.tsx'

/** One participant's part of a tab. */
export function PersonSection({
  person,
  about,
  children,
}: {
  person: ParticipantView
  /** what the section holds, for who hears it: "Network of Ana" */
  about: string
  children: ReactNode
}) {
  return (
    <section
      aria-label={`${about} of ${nameOf(person)}`}
      className="min-w-0 rounded-lg border border-border bg-surface"
    >
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 border-b border-border px-3 py-2">
        <h3 className="min-w-0 max-w-full text-ui font-semibold">
          <PersonName className="block max-w-full" name={nameOf(person)} />
        </h3>
        <BandWord band={person.band} className="text-xs" size={14} />
      </div>
      <div className="px-3 py-2 text-ui">{children}</div>
    </section>
  )
}

/** Names and values; a value that nobody told is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  const told = facts.filter(([, value]) => value !== null && value !== '')
  if (told.length === 0) return null
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-ui">
      {told.map(([name, value]) => (
        <div className="contents" key={name}>
          <dt className="text-xs leading-5 text-text-3">{name}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
