'use client'

import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type FormProps, useAlertActs } from './acts-context.ts'

/** Taking it and saying what one does, in one step: Enter does it, ⇧Enter begins a new line. */
export function AcknowledgeForm({ onAct }: FormProps) {
  return (
    <WordsForm
      hint="You own it from now on: nobody else is called for it. The note stands in its timeline."
      label="Note (may stay empty)"
      onDone={(note) => onAct({ verb: 'acknowledge', ...(note === '' ? {} : { note }) })}
      placeholder="What you see, what you try first"
      word="Acknowledge"
    />
  )
}

export function ResolveForm({ onAct, alerts }: FormProps) {
  const still = alerts.some(({ lastSeenAt, updatedAt }) => updatedAt - lastSeenAt < 60_000)
  return (
    <WordsForm
      hint={
        still
          ? 'If the condition still holds after a while, it opens again by itself.'
          : 'It opens again by itself if the condition comes back.'
      }
      label="What it was (may stay empty)"
      onDone={(reason) => onAct({ verb: 'resolve', ...(reason === '' ? {} : { reason }) })}
      placeholder="Relay restarted, loss is gone"
      word="Resolve"
    />
  )
}

function WordsForm({
  label,
  hint,
  placeholder,
  word,
  onDone,
}: {
  label: string
  hint: string
  placeholder: string
  word: string
  onDone: (text: string) => void
}) {
  const id = useId()
  const [text, setText] = useState('')
  const { cannot } = useAlertActs()
  const done = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    if (cannot === null) onDone(text.trim())
  }
  return (
    <form className="flex flex-col gap-3" onSubmit={done}>
      <label className="text-ui font-medium" htmlFor={id}>
        {label}
      </label>
      <textarea
        aria-describedby={`${id}-hint`}
        // biome-ignore lint/a11y/noAutofocus: the form was opened to write here
        autoFocus
        className="-mt-2 min-h-20 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
        id={id}
        maxLength={10_000}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) done(event)
        }}
        placeholder={placeholder}
        value={text}
      />
      <p className="text-xs text-text-2" id={`${id}-hint`}>
        {hint}
      </p>
      {cannot !== null && <p className="text-xs font-medium">{cannot}</p>}
      <Button className="h-11" disabled={cannot !== null} look="primary" type="submit">
        {word} <kbd className="border-transparent! bg-transparent! text-accent-on! max-sm:hidden">Enter</kbd>
      </Button>
    </form>
  )
}
