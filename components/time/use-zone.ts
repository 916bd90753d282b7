'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** The viewer's time zone. The server cannot know it and renders UTC, named as such; the browser corrects it. */
export function useZone(): string {
  return useSyncExternalStore(never, viewerZone, () => 'UTC')
}

let zone: string | null = null
function viewerZone(): string {
  zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  return zone
}
