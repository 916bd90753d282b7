'use client'

import { useAlertNews } from '../data/use-alert-news.ts'
import { useWaiting } from '../data/use-inbox.ts'
import { SoundButton } from '../sound/sound-button.tsx'
import type { Waiting } from './tab-mark.ts'
import { useAnnounceAlerts } from './use-announce-alerts.ts'
import { useTabMark } from './use-tab-mark.ts'

/** On every staff page: title, icon, what is read out and what is heard follow the alerts that wait. */
export function AlertWatch() {
  useAlertNews()
  const { data } = useWaiting()
  const waiting: Waiting = data ?? calm
  useTabMark(waiting)
  useAnnounceAlerts(waiting, data !== undefined)
  return <SoundButton waiting={waiting} />
}
const calm: Waiting = { count: 0, worst: null }
