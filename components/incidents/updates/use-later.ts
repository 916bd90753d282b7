'use client'

import { useEffect, useState } from 'react'

/** The texts as they were once nobody typed for a while. */
export function useLater(texts: readonly string[], waitMs: number): readonly string[] {
  const [settled, setSettled] = useState(texts)
  const key = JSON.stringify(texts)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key)), waitMs)
    return () => clearTimeout(timer)
  }, [key, waitMs])
  return settled
}
