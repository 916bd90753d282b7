'use client'

import { clsx } from 'clsx'
import { memo } from 'react'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { JoinView, ParticipantView } from '#lib/sessions/contract.ts'
import { nameOf } from './headline.ts'
import { joinSummary, joinText, phaseWord, seconds } from './join-facts.ts'
import { PersonName } from './person-name.tsx'

const mostShown = 12

/** How everybody got in, phase by phase; open by itself when somebody did not. */
export const JoinPanel = memo(function JoinPanel({
  participants,
}: {
  participants: readonly ParticipantView[]
}) {
  const summary = joinSummary(participants)
  const told = participants.filter(({ join }) => join !== null).toSorted(worstFirst)
  const failed = told.some(({ join }) => join?.outcome === 'failed')
  const longest = Math.max(1, ...told.map(({ join }) => total(join)))
  return (
    <details className="rounded-lg border border-border bg-surface p-3" open={failed}>
      <summary className="min-h-6 pointer-coarse:min-h-11">
        <h2 className="inline text-base font-semibold">Joining</h2>{' '}
        <span className="text-xs text-text-2">{summary ?? 'nobody said when they tried to join'}</span>
      </summary>
      <ul className="mt-2 flex flex-col gap-2">
        {told.slice(0, mostShown).map((person) => (
          <li className="min-w-0" key={person.participantId}>
            {person.join && <OneJoin join={person.join} longest={longest} name={nameOf(person)} />}
          </li>
        ))}
      </ul>
      {told.length > mostShown && (
        <p className="mt-1 text-xs text-text-2">
          and {told.length - mostShown} more, all of them faster or as fast.
        </p>
      )}
    </details>
  )
})

const total = (join: JoinView | null) => join?.phases.reduce((sum, { ms }) => sum + ms, 0) ?? 0

function worstFirst(a: ParticipantView, b: ParticipantView): number {
  const failed = Number(b.join?.outcome === 'failed') - Number(a.join?.outcome === 'failed')
  return failed !== 0 ? failed : total(b.join) - total(a.join)
}

/** Neighbouring phases stay apart by lightness; their words stand below. */
const shades = ['bg-text', 'bg-text-3', 'bg-text-2', 'bg-border-strong'] as const

function OneJoin({ join, name, longest }: { join: JoinView; name: string; longest: number }) {
  const all = total(join)
  return (
    <div className="text-xs">
      <p className="flex min-w-0 items-center gap-1.5">
        {join.outcome === 'failed' && <StatusGlyph size={12} token="crit" />}
        <PersonName className="text-ui font-medium" name={name} />
        <span className={clsx('shrink-0', join.outcome === 'failed' ? 'font-medium' : 'text-text-2')}>
          {join.outcome === 'joined' && join.setupMs !== null ? seconds(join.setupMs) : join.outcome}
        </span>
      </p>
      {all > 0 && (
        <div
          aria-hidden="true"
          className="mt-0.5 flex h-2.5 min-w-1 overflow-hidden rounded-sm"
          style={{ width: `${Math.max(2, (all / longest) * 100)}%` }}
        >
          {join.phases.map(({ phase, ms }, i) => (
            <span
              className={clsx('h-full border-e border-surface last:border-e-0', shades[i % shades.length])}
              key={phase}
              style={{ width: `${(ms / all) * 100}%` }}
              title={`${phaseWord(phase)}: ${seconds(ms)}`}
            />
          ))}
        </div>
      )}
      <p className="mt-0.5 text-2xs text-text-2">
        {join.outcome === 'joined' ? '' : `${joinText(join)} `}
        {join.phases.map(({ phase, ms }) => `${phaseWord(phase)} ${seconds(ms)}`).join(' · ')}
      </p>
    </div>
  )
}
