import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { severityLook } from '../alert-words.ts'

export type Waiting = { count: number; worst: AlertSeverity | null }

const ours = /^\(\d+\) \S+ /

/** "(3) ◆ Alerts · Earshot": how many wait and how grave the worst is, before what the page calls itself. */
export function titleWith(title: string, { count, worst }: Waiting): string {
  const plain = title.replace(ours, '')
  return count === 0 || worst === null ? plain : `(${count}) ${severityLook[worst].tab} ${plain}`
}

/** Tabs are as light or dark as the system likes, so each mark brings its own edge. */
const marks: Record<AlertSeverity, string> = {
  critical: '<path d="M11 3h7l4 4v7l-4 4h-7l-4-4V7z" fill="#d6002e" stroke="#fff"/>',
  major: '<path d="M14.5 2.5 22 10l-7.5 7.5L7 10z" fill="#ef8449" stroke="#0b0f14"/>',
  minor: '<path d="M14.5 3 22 17H7z" fill="#fde836" stroke="#0b0f14"/>',
  info: '<circle cx="14.5" cy="10.5" r="5" fill="#6c7076" stroke="#fff"/>',
}
const frame =
  '<rect width="22" height="22" rx="5" fill="#151b24"/><circle cx="4.6" cy="17.4" r="1.9" fill="#fff"/>'

/** The icon of the tab with the worst of what waits; null = the plain one. */
export function iconWith({ count, worst }: Waiting): string | null {
  if (count === 0 || worst === null) return null
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 22 22">${frame}${marks[worst]}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** "3 alerts wait for somebody, the worst is Impaired": for the entry of the rail. */
export function waitingText({ count, worst }: Waiting): string {
  if (count === 0 || worst === null) return 'no alert waits for somebody'
  return `${count} ${count === 1 ? 'alert waits' : 'alerts wait'} for somebody, the worst is ${severityLook[worst].word}`
}
