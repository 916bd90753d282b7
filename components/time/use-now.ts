'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let now = 0

/** The clock of this machine, in whole seconds, shared by everything that shows an age. Null on the server. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, readNow, () => null)
}

function readNow(): number {
  if (now === 0) now = wholeSecond()
  return now
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
    now = 0
  }
}

function tick() {
  now = wholeSecond()
  for (const listener of listeners) listener()
}

const wholeSecond = () => Math.floor(Date.now() / 1000) * 1000
