'use client'

import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { mentionAt, type Person, peopleLike, type Typing, withMention } from './mention.ts'

type Props = {
  label: string
  text: string
  onText: (text: string) => void
  people: readonly Person[]
  onSubmit: () => void
  placeholder?: string
  field?: RefObject<HTMLTextAreaElement | null>
}

/** Where a note is written: Markdown with a preview, and names after an @. Ctrl or ⌘ with Enter sends it. */
export function NoteField({ label, text, onText, people, onSubmit, placeholder, field }: Props) {
  const id = useId()
  const [preview, setPreview] = useState(false)
  const [typing, setTyping] = useState<Typing | null>(null)
  const [at, setAt] = useState(0)
  const found = typing === null ? [] : peopleLike(people, typing.query)
  const choose = (name: string) => {
    if (!typing) return
    const next = withMention(text, typing, name)
    onText(next.text)
    setTyping(null)
    requestAnimationFrame(() => {
      const area = document.getElementById(id)
      if (area instanceof HTMLTextAreaElement) area.setSelectionRange(next.caret, next.caret)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      return onSubmit()
    }
    const [person] = [found[at]]
    if (!person) return
    if (event.key === 'Escape') setTyping(null)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(person.name)
    else if (event.key === 'ArrowDown') setAt((at + 1) % found.length)
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % found.length)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="relative flex flex-col gap-1">
      <div className="flex items-center justify-between gap-3">
        <label className="text-ui font-medium" htmlFor={id}>
          {label}
        </label>
        <button
          aria-pressed={preview}
          className="min-h-6 rounded px-1.5 text-xs text-text-2 underline underline-offset-2 pointer-coarse:min-h-11"
          onClick={() => setPreview(!preview)}
          type="button"
        >
          {preview ? 'Write' : 'Preview'}
        </button>
      </div>
      {preview && (
        <div className="min-h-20 rounded-md border border-border bg-raised p-2">
          {text.trim() === '' ? (
            <p className="text-ui text-text-2">Nothing written.</p>
          ) : (
            <NoteText body={text} />
          )}
        </div>
      )}
      <textarea
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        aria-controls={found.length > 0 ? `${id}-people` : undefined}
        aria-haspopup="listbox"
        className="min-h-20 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
        hidden={preview}
        id={id}
        maxLength={10_000}
        onBlur={() => setTyping(null)}
        onChange={(event) => {
          onText(event.currentTarget.value)
          setTyping(mentionAt(event.currentTarget.value, event.currentTarget.selectionStart))
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        placeholder={placeholder}
        ref={field}
        value={text}
      />
      {found.length > 0 && (
        <div
          className="absolute inset-x-0 top-full z-30 overflow-hidden rounded-md border border-border-strong bg-surface shadow-lg"
          id={`${id}-people`}
          role="listbox"
        >
          {found.map(({ memberId, name }, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text area's, which keeps the focus
            <div
              aria-selected={i === at}
              className="flex min-h-9 cursor-pointer items-center px-3 text-ui aria-selected:bg-raised aria-selected:font-medium pointer-coarse:min-h-11"
              id={`${id}-${i}`}
              key={memberId}
              onClick={() => choose(name)}
              onPointerDown={(event) => event.preventDefault()}
              role="option"
              tabIndex={-1}
            >
              <bdi>{name}</bdi>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
