'use client'

import { clsx } from 'clsx'
import type { Opinion } from '#lib/diagnosis/contract.ts'
import type { Opinions } from './use-opinions.ts'

/** Agree or wrong: what staff say of a finding tunes the model. A second click takes it back. */
export function OpinionButtons({
  findingId,
  title,
  opinions,
}: {
  findingId: string
  title: string
  opinions: Opinions
}) {
  const about = opinions.of(findingId)
  const mine = about?.mine?.opinion ?? null
  const agree = (about?.agree ?? 0) - Number(mine === 'agree')
  const wrong = (about?.wrong ?? 0) - Number(mine === 'wrong')
  const choose = (opinion: Opinion) => opinions.say({ findingId, opinion: opinion === mine ? null : opinion })
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-text-2">
      <span>Is this right?</span>
      <Choice about={title} chosen={mine === 'agree'} onChoose={() => choose('agree')} word="Agree" />
      <Choice about={title} chosen={mine === 'wrong'} onChoose={() => choose('wrong')} word="Wrong" />
      {agree + wrong > 0 && (
        <span>
          colleagues: {agree} agree, {wrong} {wrong === 1 ? 'says' : 'say'} wrong
        </span>
      )}
      {opinions.refused === findingId && (
        <span className="font-medium text-text" role="alert">
          Not stored. Try again.
        </span>
      )}
      {opinions.failed && <span>What others think did not load.</span>}
    </div>
  )
}

function Choice({
  word,
  about,
  chosen,
  onChoose,
}: {
  word: string
  about: string
  chosen: boolean
  onChoose: () => void
}) {
  return (
    <button
      aria-label={`${word}: ${about}`}
      aria-pressed={chosen}
      className={clsx(
        'inline-flex min-h-6 items-center gap-1 rounded-md border px-2 font-medium pointer-coarse:min-h-11',
        chosen
          ? 'border-accent bg-accent text-accent-on'
          : 'border-border-strong bg-surface text-text hover:bg-raised',
      )}
      onClick={onChoose}
      type="button"
    >
      {chosen && <span aria-hidden="true">✓</span>}
      {word}
    </button>
  )
}
