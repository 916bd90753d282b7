'use client'

import { Field } from '#components/settings/field.tsx'

/** Each line that is not empty. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export function TopicsField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <Field
      hint="One ARN a line, like arn:aws:sns:eu-west-1:123456789012:alarms. Messages of other topics are turned away, and no other topic is ever confirmed."
      label="SNS topics"
    >
      <textarea
        className="min-h-16 rounded-md border border-border-strong bg-surface p-2 font-mono text-xs"
        onChange={(event) => onChange(event.currentTarget.value)}
        spellCheck={false}
        value={value}
      />
    </Field>
  )
}
