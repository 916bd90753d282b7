'use client'

import { useCallback, useState } from 'react'

const keyOf = (alertId: string) => `earshot.note.${alertId}`

/** A half-written note, kept in this tab until it is sent. */
export function useDraft(alertId: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => read(alertId))
  const change = useCallback(
    (next: string) => {
      setText(next)
      write(alertId, next)
    },
    [alertId],
  )
  return [text, change]
}

function read(alertId: string): string {
  try {
    return sessionStorage.getItem(keyOf(alertId)) ?? ''
  } catch {
    return ''
  }
}

function write(alertId: string, text: string) {
  try {
    if (text === '') sessionStorage.removeItem(keyOf(alertId))
    else sessionStorage.setItem(keyOf(alertId), text)
  } catch {
    // A browser that keeps nothing loses the draft with the page; the text stays on the screen until then.
  }
}
