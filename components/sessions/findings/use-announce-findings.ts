'use client'

import { useEffect, useRef } from 'react'
import { useAnnounce } from '#components/ui/announcer.tsx'
import type { Finding } from '#lib/diagnosis/contract.ts'
import { tellFinding } from '#lib/diagnosis/describe.ts'
import { severityStatus } from './finding-words.ts'

/** Says politely what was newly found. What was there when the page opened is read, not announced. */
export function useAnnounceFindings(
  findings: readonly Finding[],
  nameOf: (participantId: string) => string,
  live: boolean,
) {
  const announce = useAnnounce()
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    const told = findings.filter(({ confidence, severity }) => confidence !== 'low' && severity !== 'info')
    const before = known.current
    known.current = new Set(told.map(({ findingId }) => findingId))
    if (before === null || !live) return
    const fresh = told.filter(({ findingId, clearedAt }) => clearedAt === null && !before.has(findingId))
    const [first] = fresh
    if (!first) return
    const { title, notice } = tellFinding(first, nameOf)
    const text = `New finding: ${title}, ${severityStatus[first.severity].word}. ${notice}`
    announce(fresh.length === 1 ? text : `${text} And ${fresh.length - 1} more.`)
  }, [findings, nameOf, live, announce])
}
