'use client'

import { useState } from 'react'
import { inputClass } from '#components/settings/field.tsx'

type Props<T> = { label: string; values: readonly T[]; onChange: (values: T[]) => void; disabled: boolean }
export type Tag = { key: string; value: string }

/** One a line. */
export function LinesInput({ label, values, onChange, disabled, hint }: Props<string> & { hint: string }) {
  return (
    <ListText
      disabled={disabled}
      hint={hint}
      label={label}
      onText={(text) => onChange(linesOf(text))}
      text={values.join('\n')}
    />
  )
}

/** `key=value`, one a line. */
export function TagsInput({ label, values, onChange, disabled }: Props<Tag>) {
  return (
    <ListText
      disabled={disabled}
      hint="One a line, as the apps send them: key=value"
      label={label}
      onText={(text) => onChange(linesOf(text).map(tagOf))}
      text={values.map(({ key, value }) => `${key}=${value}`).join('\n')}
    />
  )
}

/** Keeps what is being typed, so that a line that is not finished does not jump. */
function ListText({
  label,
  text,
  onText,
  hint,
  disabled,
}: {
  label: string
  text: string
  onText: (text: string) => void
  hint: string
  disabled: boolean
}) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <label className="flex min-w-0 flex-col gap-1">
      <span className="font-medium">{label}</span>
      <textarea
        className={`${inputClass} h-auto! min-h-16 w-full max-w-md py-1 font-mono text-xs`}
        disabled={disabled}
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          onText(event.currentTarget.value)
        }}
        rows={2}
        value={typed ?? text}
      />
      <span className="text-xs text-text-3">{hint}</span>
    </label>
  )
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function tagOf(line: string): Tag {
  const [key = '', ...rest] = line.split('=')
  return { key: key.trim(), value: rest.join('=').trim() }
}
