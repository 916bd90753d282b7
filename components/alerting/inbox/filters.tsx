'use client'

import { useRef, useState } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { useSingleKeys } from '#components/shell/key-preference.ts'
import { Button } from '#components/ui/button.tsx'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { severityLook } from '../alert-words.ts'
import { type InboxAsked, isFiltered, type useInboxAsked } from '../data/use-inbox.ts'

/** Words and gravity. The customer is chosen at the top of every page. */
export function Filters({
  asked,
  choose,
}: {
  asked: InboxAsked
  choose: ReturnType<typeof useInboxAsked>['choose']
}) {
  const [typed, setTyped] = useState({ from: asked.q, text: asked.q })
  if (typed.from !== asked.q) setTyped({ from: asked.q, text: asked.q })
  const input = useRef<HTMLInputElement>(null)
  const [singleKeys] = useSingleKeys()
  useHotkeys('/', () => input.current?.focus(), { enabled: singleKeys, preventDefault: true })
  const clear = () => {
    for (const name of ['q', 'severity', 'app', 'rule'] as const) choose(name, null)
  }
  return (
    <search className="flex min-w-0 flex-wrap items-center gap-2">
      <form
        className="min-w-0 flex-1 basis-40"
        onSubmit={(event) => {
          event.preventDefault()
          choose('q', typed.text.trim())
        }}
      >
        <input
          aria-keyshortcuts="/"
          aria-label="Search alerts"
          className="h-8 w-full rounded-md border border-border-strong bg-surface px-2.5 text-ui placeholder:text-text-3 pointer-coarse:h-11"
          maxLength={200}
          onBlur={() => choose('q', typed.text.trim())}
          onChange={(event) => setTyped({ from: asked.q, text: event.currentTarget.value })}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          placeholder="Search title, customer, app"
          ref={input}
          type="search"
          value={typed.text}
        />
      </form>
      <select
        aria-label="Severity"
        className="h-8 rounded-md border border-border bg-surface px-2 text-ui pointer-coarse:h-11"
        onChange={(event) => choose('severity', event.currentTarget.value)}
        value={asked.severity ?? ''}
      >
        <option value="">Any severity</option>
        {alertSeverities.toReversed().map((severity) => (
          <option key={severity} value={severity}>
            {severityLook[severity].word}
          </option>
        ))}
      </select>
      {isFiltered(asked) && <Button onClick={clear}>Clear</Button>}
    </search>
  )
}
