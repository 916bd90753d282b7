'use client'

import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { enqueue, pauseMs, silentQueue, speak, waitMs } from './announce-queue.ts'

type Announce = (text: string, manner?: 'polite' | 'assertive') => void
const AnnounceContext = createContext<Announce>(() => {})

/** Says something to screen readers. `assertive` is for a new critical state in the reader's own scope, nothing else. */
export const useAnnounce = () => useContext(AnnounceContext)

/** The two live regions of the page; both stand in it before they are needed. */
export function Announcer({ children }: { children: React.ReactNode }) {
  const polite = useSpokenQueue(pauseMs.polite)
  const assertive = useSpokenQueue(pauseMs.assertive)
  const { say: sayPolite } = polite
  const { say: sayAssertive } = assertive
  const announce = useCallback<Announce>(
    (text, manner = 'polite') => (manner === 'polite' ? sayPolite(text) : sayAssertive(text)),
    [sayPolite, sayAssertive],
  )
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="sr-only" id="announce-polite" role="status">
        {polite.text}
      </div>
      <div className="sr-only" id="announce-assertive" role="alert">
        {assertive.text}
      </div>
    </AnnounceContext>
  )
}

function useSpokenQueue(pause: number) {
  const [text, setText] = useState('')
  const queue = useRef(silentQueue)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const say = useCallback(
    (sentence: string) => {
      queue.current = enqueue(queue.current, sentence)
      const wait = waitMs(queue.current, performance.now(), pause)
      if (wait === null || timer.current !== null) return
      timer.current = setTimeout(() => {
        timer.current = null
        const spoken = speak(queue.current, performance.now())
        queue.current = spoken.queue
        setText(spoken.text)
      }, wait)
    },
    [pause],
  )
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  return { text, say }
}
