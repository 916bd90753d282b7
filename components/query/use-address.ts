'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/**
 * The query of the address as the state of a screen, so that a link keeps it. Changing it asks no server: the page
 * stays as it is and reads the new address.
 */
export function useAddress(): [URLSearchParams, (change: (query: URLSearchParams) => void) => void] {
  const params = useSearchParams()
  const change = useCallback((edit: (query: URLSearchParams) => void) => {
    const query = new URLSearchParams(window.location.search)
    edit(query)
    const text = query.toString()
    window.history.replaceState(null, '', text === '' ? window.location.pathname : `?${text}`)
  }, [])
  return [params, change]
}
