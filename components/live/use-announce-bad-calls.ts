'use client'

import { useEffect, useRef } from 'react'
import { useAnnounce } from '#components/ui/announcer.tsx'
import type { AttentionRow } from '#lib/sessions/contract.ts'

/** Says politely which calls newly turned bad. What was bad when the page opened is read, not announced. */
export function useAnnounceBadCalls(rows: readonly AttentionRow[], silent: boolean) {
  const announce = useAnnounce()
  const known = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (silent) return
    const bad = rows.filter((row) => row.band === 'bad')
    const before = known.current
    known.current = new Set(bad.map((row) => row.sessionId))
    const fresh = before === null ? [] : bad.filter((row) => !before.has(row.sessionId))
    if (fresh.length > 0) announce(newlyBadText(fresh))
  }, [rows, silent, announce])
}

/** "A call turned bad: Standup, Acme." or "3 calls turned bad, among them Standup, Acme." */
export function newlyBadText(rows: readonly AttentionRow[]): string {
  const [first] = rows
  if (!first) return ''
  const example = `${first.name}, ${first.customerName}.`
  return rows.length === 1
    ? `A call turned bad: ${example}`
    : `${rows.length} calls turned bad, among them ${example}`
}
