'use client'

import { useCallback, useMemo, useState } from 'react'
import { idsBetween } from './arrange.ts'

/** Rows that were marked, of those that are shown. */
export function useSelection(ids: readonly string[]) {
  const [marked, setMarked] = useState<{ ids: ReadonlySet<string>; last: string | null }>(none)
  const toggle = useCallback(
    (alertId: string, range: boolean) =>
      setMarked(({ ids: before, last }) => {
        const next = new Set(before)
        if (range) for (const id of idsBetween(ids, last, alertId)) next.add(id)
        else if (!next.delete(alertId)) next.add(alertId)
        return { ids: next, last: alertId }
      }),
    [ids],
  )
  const clear = useCallback(() => setMarked(none), [])
  const selected = useMemo(() => new Set(ids.filter((id) => marked.ids.has(id))), [ids, marked])
  return { selected, toggle, clear }
}
const none = { ids: new Set<string>(), last: null }
