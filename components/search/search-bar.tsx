'use client'

import { useId, useRef, useState } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { useSingleKeys } from '#components/shell/key-preference.ts'
import { Button } from '#components/ui/button.tsx'
import { parseSearch } from '#lib/sessions/search/search-language.ts'
import { searchWords } from '#lib/sessions/search/search-words.ts'

const example = 'customer:acme score:<3 cause:turn browser:safari …'

/** What is looked for, in words; `/` goes there. It is applied with Enter, and never while it cannot be read. */
export function SearchBar({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const [typed, setTyped] = useState({ from: q, text: q })
  if (typed.from !== q) setTyped({ from: q, text: q })
  const input = useRef<HTMLInputElement>(null)
  const faultsId = useId()
  const [singleKeys] = useSingleKeys()
  useHotkeys('/', () => input.current?.focus(), { enabled: singleKeys, preventDefault: true })
  const { faults } = parseSearch(typed.text)
  const waiting = typed.text.trim() !== q.trim()
  return (
    <div className="min-w-0 flex-1">
      <search>
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (faults.length === 0) onSearch(typed.text)
          }}
        >
          <input
            aria-describedby={faults.length > 0 ? faultsId : undefined}
            aria-invalid={faults.length > 0}
            aria-keyshortcuts="/"
            aria-label="Search calls"
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            className="h-8 min-w-0 flex-1 rounded-md border border-border-strong bg-surface px-2.5 text-ui placeholder:text-text-3 pointer-coarse:h-11"
            maxLength={500}
            onChange={(event) => setTyped({ from: q, text: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
            placeholder={example}
            ref={input}
            spellCheck={false}
            type="search"
            value={typed.text}
          />
          <Button look={waiting ? 'primary' : 'quiet'} type="submit">
            Search
          </Button>
        </form>
      </search>
      {faults.length > 0 && (
        <p className="mt-1 text-xs text-major-fg" id={faultsId} role="status">
          {faults.join(' ')}
        </p>
      )}
    </div>
  )
}

/** Every word of the search bar, for who does not know them by heart. */
export function SearchHelp() {
  return (
    <details className="text-xs text-text-2">
      <summary className="w-fit rounded-sm py-1 hover:text-text">What can be asked</summary>
      <div className="mt-2 rounded-lg border border-border bg-surface p-3">
        <p className="max-w-prose">
          Words without a colon are looked for in the room’s name. <code>word:value</code> asks for a part of
          a text, <code>word:"value"</code> for the whole of it, <code>word:a,b</code> for either,{' '}
          <code>-word:value</code> for calls without it, <code>word:unknown</code> for calls where it is not
          known. Numbers take <code>&lt;3</code>, <code>&gt;=3</code>. Words about people speak of one and the
          same person.
        </p>
        <dl className="mt-3 grid gap-x-6 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
          {Object.entries(searchWords).map(([key, { means, of }]) => (
            <div className="flex gap-2" key={key}>
              <dt className="w-20 shrink-0 font-mono text-text">{key}:</dt>
              <dd>
                {means}
                {of === 'person' && <span className="text-text-3"> (person)</span>}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  )
}
