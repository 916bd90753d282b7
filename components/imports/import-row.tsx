'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { api } from '#components/query/api.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import { importSchema } from '#lib/sessions/imports/contract.ts'
import { megabytesText, stageOf } from './stage-text.ts'
import type { Item } from './use-imports.ts'

export type RowActions = {
  onStop: () => void
  onAgain: (item: Item) => void
  onRemove: (importId: string) => void
}

/** One file: how far it is, where its session is, or exactly why there is none. */
export function ImportRow({ item, ...actions }: { item: Item } & RowActions) {
  const { file, state } = item
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-border bg-surface p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 truncate font-medium text-ui" dir="auto" title={file.name}>
          {file.name}
        </span>
        <span className="text-xs text-text-3">{megabytesText(file.size)}</span>
      </div>
      {state === 'waiting' && <p className="text-text-2 text-ui">Waiting for the file before it</p>}
      {state === 'running' && <Running item={item} onStop={actions.onStop} />}
      {state === 'done' && <Done item={item} />}
      {state === 'failed' && <Failed item={item} {...actions} />}
    </li>
  )
}

function Running({ item, onStop }: { item: Item; onStop: () => void }) {
  const isAsked = useAfter(800)
  const { data } = useQuery({
    enabled: isAsked,
    queryKey: ['import', item.importId],
    queryFn: ({ signal }) => api(`/api/v1/imports/${item.importId}`, importSchema, { signal }),
    refetchInterval: 1_000,
    retry: false,
  })
  const { text, share } = stageOf(item.sentBytes, item.file.size, data ?? null)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="mb-1 text-text-2 text-ui">{text}</p>
        <progress
          aria-label={`Import of ${item.file.name}`}
          className="block h-2 w-full accent-text"
          max={1}
          value={share}
        />
      </div>
      <Button onClick={onStop}>Stop</Button>
    </div>
  )
}

/** The server knows an import a moment after it was sent. */
function useAfter(ms: number): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isOver
}

function Done({ item: { result } }: { item: Item }) {
  if (!result) return null
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <p className="inline-flex items-center gap-1.5 text-ui">
          <StatusGlyph token="ok" />
          <span className={statusText.ok}>Imported</span>
          {result.format && <span className="text-text-2">as {result.format}</span>}
        </p>
        <Link className={buttonClass('primary')} href={`/sessions/${result.sessionId}`}>
          Open the call
        </Link>
      </div>
      {result.notes.length > 0 && (
        <ul className="list-disc pl-5 text-sm text-text-2">
          {result.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Failed({ item, onAgain, onRemove }: { item: Item } & RowActions) {
  return (
    <div className="flex flex-wrap items-start gap-3">
      <p className="inline-flex min-w-0 flex-1 basis-60 items-start gap-1.5 text-ui">
        <StatusGlyph className="mt-0.5" token="crit" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <span className={statusText.crit}>Not imported. </span>
          {item.problem?.message}
        </span>
      </p>
      <span className="flex gap-2">
        <Button onClick={() => onAgain(item)}>Try again</Button>
        <Button look="bare" onClick={() => onRemove(item.importId)}>
          Remove
        </Button>
      </span>
    </div>
  )
}
