'use client'

import { type RefObject, useRef } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { useSingleKeys } from '#components/shell/key-preference.ts'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { type AskKind, useAlertActs } from '../acts/acts-context.ts'

type Keys = {
  list: RefObject<HTMLElement | null>
  alerts: readonly AlertView[]
  selected: ReadonlySet<string>
  chosen: AlertView | null
  toggle: (alertId: string, range: boolean) => void
  clear: () => void
  note: (alertId: string) => void
}
const sequenceMs = 1_000
const asks: Record<string, AskKind> = {
  a: 'acknowledge',
  z: 'snooze',
  m: 'assign',
  e: 'resolve',
  i: 'incident',
}

/** j k o x ⇧x walk and mark; a n z m e i act on what is marked, else on the row with the focus, else on the open alert. */
export function useInboxKeys({ list, alerts, selected, chosen, toggle, clear, note }: Keys) {
  const [singleKeys] = useSingleKeys()
  const { ask, asking, cannot, say } = useAlertActs()
  const wentAt = useRef(0)
  const enabled = singleKeys && !asking
  const options = { enabled, preventDefault: true }
  const rowOf = (alertId: string | null) => alerts.find((alert) => alert.alertId === alertId) ?? null
  const single = () => rowOf(focusedId(list.current)) ?? chosen
  const targets = (): readonly AlertView[] => {
    if (selected.size > 0) return alerts.filter(({ alertId }) => selected.has(alertId))
    const one = single()
    return one ? [one] : []
  }
  // `g a` goes to the alerts, `g e` and `g i` elsewhere: the second key then means nothing else.
  useHotkeys(
    'g',
    () => {
      wentAt.current = performance.now()
    },
    { enabled },
  )
  useHotkeys('j', () => step(list.current, 1), options)
  useHotkeys('k', () => step(list.current, -1), options)
  useHotkeys('o', () => focusedRow(list.current)?.click(), options)
  const mark = (range: boolean) => {
    const alertId = focusedId(list.current)
    if (alertId !== null) toggle(alertId, range)
  }
  useHotkeys('x', () => mark(false), options)
  useHotkeys('shift+x', () => mark(true), options)
  useHotkeys('escape', clear, { enabled: enabled && selected.size > 0 })
  useHotkeys(
    Object.keys(asks),
    (event) => {
      if (performance.now() - wentAt.current < sequenceMs) return
      const kind = asks[event.key.toLowerCase()]
      if (cannot !== null) say(cannot)
      else if (kind) ask(kind, targets(), selected.size > 0 ? null : focusedRow(list.current))
    },
    options,
  )
  useHotkeys(
    'n',
    () => {
      const one = single()
      if (one) note(one.alertId)
    },
    options,
  )
}

const rowsOf = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>('[data-alert-row]') ?? []),
]
const focusedRow = (list: HTMLElement | null) =>
  list?.querySelector<HTMLElement>('[data-alert-row]:focus') ?? null
const focusedId = (list: HTMLElement | null) => focusedRow(list)?.dataset.alertRow ?? null

/** From nowhere `j` goes to the open alert, else to the first row. */
function step(list: HTMLElement | null, by: 1 | -1) {
  const rows = rowsOf(list)
  const here = rows.findIndex((row) => row.matches(':focus'))
  const open = rows.findIndex((row) => row.getAttribute('aria-current') === 'true')
  const next = here < 0 ? Math.max(open, 0) : Math.min(Math.max(here + by, 0), rows.length - 1)
  rows[next]?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}
