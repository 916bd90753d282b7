'use client'

import { useSyncExternalStore } from 'react'

const storageKey = 'earshot.single-keys'
const listeners = new Set<() => void>()

/** Whether single-key shortcuts are on. People who dictate or switch-scan need them off (WCAG 2.1.4). */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, read, () => false), write]
}

function read(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

function write(on: boolean) {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off')
  } catch {
    // A browser that keeps nothing forgets the choice; the keys still follow it until then.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
