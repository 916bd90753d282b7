'use client'

import { useCallback } from 'react'
import { useAddress } from '#components/query/use-address.ts'

/** The root cause that the wall is narrowed to by `?cause=`; asking for it again shows everything. */
export function useWallCause(): [string | null, (kind: string) => void] {
  const [query, change] = useAddress()
  const cause = query.get('cause')
  const toggle = useCallback(
    (kind: string) =>
      change((next) => (next.get('cause') === kind ? next.delete('cause') : next.set('cause', kind))),
    [change],
  )
  return [cause, toggle]
}
