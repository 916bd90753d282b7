'use client'

import { useSyncExternalStore } from 'react'

/** Of this screen, not of the person: a wall rings, the laptop beside it does not. */
export type SoundSetting = { armed: boolean; mutedUntil: number | null }

const storageKey = 'earshot.alert-sound'
const silent: SoundSetting = { armed: false, mutedUntil: null }
const listeners = new Set<() => void>()
let known: { text: string | null; setting: SoundSetting } | null = null

export function useSoundSetting(): [SoundSetting, (setting: SoundSetting) => void] {
  return [useSyncExternalStore(subscribe, read, () => silent), write]
}

function read(): SoundSetting {
  const text = stored()
  if (known?.text !== text) known = { text, setting: parse(text) }
  return known?.setting ?? silent
}

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return known?.text ?? null
  }
}

function parse(text: string | null): SoundSetting {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return silent
    const armed = 'armed' in value && value.armed === true
    const until = 'mutedUntil' in value && typeof value.mutedUntil === 'number' ? value.mutedUntil : null
    return { armed, mutedUntil: until }
  } catch {
    return silent
  }
}

function write(setting: SoundSetting) {
  const text = JSON.stringify(setting)
  known = { text, setting }
  try {
    localStorage.setItem(storageKey, text)
  } catch {
    // A browser that keeps nothing asks again after the next start.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
