'use client'

import { useState } from 'react'
import { ApiProblem } from '#components/query/api.ts'

/**
 * For a form that was opened a while ago: what it began with may be another's by now, since the page reads itself anew.
 * The first attempt to store is then stopped and told; the second replaces what was seen.
 */
export function useMeanwhile(current: unknown) {
  const now = JSON.stringify(current)
  const [begun, setBegun] = useState(now)
  const [told, setTold] = useState(false)
  const mayStore = (toldByServer: Error | null): boolean => {
    if (begun === now) return true
    setBegun(now)
    if (toldByServer instanceof ApiProblem && toldByServer.status === 409) return true
    setTold(true)
    return false
  }
  return { mayStore, told }
}

/** What is said then, and what the server said. */
export function NotStoredHere({
  told,
  problem,
  current,
}: {
  told: boolean
  problem: Error | null
  current?: string
}) {
  if (!told && problem === null) return null
  return (
    <p className="text-ui font-medium wrap-anywhere" role="alert">
      {problem === null
        ? 'Not stored yet: somebody changed it meanwhile. Save again to keep yours.'
        : `Not stored: ${problem.message}`}
      {current !== undefined && ` It says now: “${current}”.`}
    </p>
  )
}
