'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#components/query/api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import type { ImportView } from '#lib/sessions/imports/contract.ts'
import { sendFile } from './send-file.ts'

/** A file somebody chose, and what became of it. */
export type Item = {
  importId: string
  file: File
  appId: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  sentBytes: number
  result: ImportView | null
  problem: { code: string; message: string } | null
}

const newItem = (file: File, appId: string): Item => ({
  importId: crypto.randomUUID(),
  file,
  appId,
  state: 'waiting',
  sentBytes: 0,
  result: null,
  problem: null,
})

/** Files are sent one after another: the server reads one at a time for each of us. */
export function useImports() {
  const [items, setItems] = useState<Item[]>([])
  const stopping = useRef(new AbortController())
  const announce = useAnnounce()
  const queries = useQueryClient()
  const change = useCallback(
    (importId: string, to: Partial<Item>) =>
      setItems((all) => all.map((one) => (one.importId === importId ? { ...one, ...to } : one))),
    [],
  )

  const run = useCallback(
    async ({ importId, file, appId }: Item) => {
      stopping.current = new AbortController()
      try {
        const onSent = (sentBytes: number) => change(importId, { sentBytes })
        const result = await sendFile({ importId, file, appId, onSent, signal: stopping.current.signal })
        change(importId, { state: 'done', result })
        announce(`${file.name} is imported.`)
        void queries.invalidateQueries({ queryKey: ['sessions'] })
      } catch (error) {
        const problem =
          error instanceof ApiProblem ? error : new ApiProblem(0, 'failed', 'Something broke on this page.')
        change(importId, { state: 'failed', problem: { code: problem.code, message: problem.message } })
        announce(`${file.name} could not be imported: ${problem.message}`)
      }
    },
    [announce, change, queries],
  )

  const next = items.some(({ state }) => state === 'running')
    ? null
    : items.find(({ state }) => state === 'waiting')
  useEffect(() => {
    if (!next) return
    change(next.importId, { state: 'running' })
    void run(next)
  }, [next, change, run])

  return {
    items,
    add: (files: Iterable<File>, appId: string) =>
      setItems((all) => [...all, ...[...files].map((file) => newItem(file, appId))]),
    again: ({ importId, file, appId }: Item) =>
      setItems((all) => all.map((one) => (one.importId === importId ? newItem(file, appId) : one))),
    remove: (importId: string) => setItems((all) => all.filter((one) => one.importId !== importId)),
    stop: () => stopping.current.abort(),
  }
}
