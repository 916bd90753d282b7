'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { useState } from 'react'
import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import type { IncidentDetail, TimelineLine } from '#lib/incidents/api-contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { sourceWords } from './arrange-lines.ts'
import { ProofForm } from './proof-form.tsx'

/** One line: when, who, what; a star for what the review must not miss, and the metric that proves it. */
export function Line({ line, detail }: { line: TimelineLine; detail: IncidentDetail }) {
  const [proving, setProving] = useState(false)
  const { cannot } = useIncidentActs()
  return (
    <li
      className="group relative border-s border-border ps-4 pb-3 last:border-transparent"
      data-line={line.line}
      data-source={line.source}
    >
      <span
        aria-hidden="true"
        className={clsx(
          'absolute top-2 -left-[4.5px] size-2 rounded-full border border-border-strong',
          line.starred ? 'bg-text' : 'bg-surface',
        )}
      />
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Sentence line={line} />
          {line.body !== null && line.body !== '' && (
            <div className="mt-1 rounded-md border border-border bg-surface p-2">
              <NoteText body={line.body} />
            </div>
          )}
          {line.proof !== null && !proving && (
            <p className="mt-1 text-xs">
              <span className="text-text-2">Proof: </span>
              <Link className="underline underline-offset-2" href={line.proof.href} prefetch={false}>
                {line.proof.label}
              </Link>
            </p>
          )}
        </div>
        <button
          aria-expanded={proving}
          className={small}
          disabled={cannot !== null}
          onClick={() => setProving(!proving)}
          title={cannot ?? 'The metric that proves this line'}
          type="button"
        >
          {line.proof === null ? 'Add proof' : 'Proof'}
        </button>
        <Star detail={detail} line={line} />
      </div>
      {proving && <ProofForm detail={detail} line={line} onDone={() => setProving(false)} />}
    </li>
  )
}

const small =
  'min-h-6 shrink-0 rounded px-1.5 text-xs text-text-3 underline-offset-2 hover:text-text hover:underline disabled:opacity-50 pointer-coarse:min-h-11 pointer-coarse:min-w-11'

function Sentence({ line: { at, actorName, text, href, source } }: { line: TimelineLine }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-ui">
      <AbsoluteTime at={at} className="shrink-0 text-xs text-text-3" show="clock-seconds" />
      <span className="min-w-0 wrap-anywhere" dir="auto">
        {actorName !== null && <bdi className="font-medium">{actorName} </bdi>}
        {href === null ? (
          text
        ) : (
          <Link className="underline underline-offset-2" href={href} prefetch={false}>
            {text}
          </Link>
        )}
      </span>
      {source !== 'activity' && <span className="text-2xs text-text-3">{sourceWords[source]}</span>}
    </p>
  )
}

function Star({ line, detail: { incident } }: { line: TimelineLine; detail: IncidentDetail }) {
  const act = useIncidentAct(incident)
  const { cannot, say } = useIncidentActs()
  const [asked, setAsked] = useState(line.starred)
  // shown as asked for while it is stored
  const starred = act.isPending ? asked : line.starred
  return (
    <button
      aria-label={`Star: ${line.text}`}
      aria-pressed={starred}
      className={clsx(
        'flex size-6 shrink-0 items-center justify-center rounded text-base hover:bg-raised disabled:opacity-50 pointer-coarse:size-11',
        starred ? 'text-text' : 'text-text-3',
      )}
      disabled={cannot !== null || act.isPending}
      onClick={() => {
        setAsked(!line.starred)
        act.mutate(
          { method: 'PUT', path: '/marks', body: { line: line.line, starred: !line.starred } },
          { onError: (problem) => say(`Not starred: ${problem.message}`, null) },
        )
      }}
      title={cannot ?? (starred ? 'Take the star off' : 'Star it: the review must not miss it')}
      type="button"
    >
      <span aria-hidden="true">{starred ? '★' : '☆'}</span>
    </button>
  )
}
