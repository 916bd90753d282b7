'use client'

import { useId, useState } from 'react'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IntegrationView } from '#lib/alerting/intake/contract.ts'
import { type FieldMapping, fieldMappingSchema } from '#lib/alerting/intake/settings.ts'
import { useSaveIntegration } from './integration-settings.tsx'
import { MappingPreview } from './mapping-preview.tsx'
import { linesOf } from './topics-field.tsx'
import { usePreview } from './use-preview.ts'

const fields: [
  name: 'title' | 'key' | 'status' | 'severity' | 'summary' | 'app' | 'region' | 'url' | 'value',
  label: string,
  hint: string,
][] = [
  ['title', 'Title', 'What people read first.'],
  [
    'key',
    'Key',
    'Stays the same for as long as it is the same trouble, like an id. Never a text for people.',
  ],
  ['status', 'Status', 'Empty: everything that comes in begins an alert.'],
  ['severity', 'Severity', 'Words like critical, warning, info.'],
  ['summary', 'Summary', ''],
  ['app', 'App', 'The short name or id of an app of this customer.'],
  ['region', 'Region', ''],
  ['url', 'Link', 'Where to look at the other tool.'],
  ['value', 'Number', ''],
]
const wordLists = [
  ['firingWords', 'Words for firing'],
  ['resolvedWords', 'Words for over'],
  ['acknowledgedWords', 'Words for acknowledged'],
] as const

const emptyMapping: FieldMapping = {
  ...fieldMappingSchema.parse({ title: '=', key: '=' }),
  title: '',
  key: '',
}

/** Which field means what, beside what it makes of a stored payload, while it is typed. */
export function MappingEditor({ one, deliveryId }: { one: IntegrationView; deliveryId: string | null }) {
  const [mapping, setMapping] = useState<FieldMapping>(one.settings.mapping ?? emptyMapping)
  const listId = useId()
  const save = useSaveIntegration(one)
  const isWhole = mapping.title !== '' && mapping.key !== ''
  const preview = usePreview(one.integrationId, deliveryId, isWhole ? mapping : null)
  const set = (part: Partial<FieldMapping>) => setMapping({ ...mapping, ...part })
  const send = (event: React.FormEvent) => {
    event.preventDefault()
    save.mutate({ settings: { mapping } })
  }
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <form className="flex flex-col gap-3" onSubmit={send}>
        <p className="text-text-2 text-ui">
          A path like <code>/monitor/name</code>, or <code>=text</code> for always that text.
        </p>
        <PathField
          hint="If one payload holds several alerts: where their list is. The other paths then begin at each."
          label="List"
          listId={listId}
          onChange={(each) => set({ each })}
          value={mapping.each}
        />
        {fields.map(([name, label, hint]) => (
          <PathField
            hint={hint}
            key={name}
            label={label}
            listId={listId}
            onChange={(path) => set({ [name]: path })}
            required={name === 'title' || name === 'key'}
            value={mapping[name]}
          />
        ))}
        {mapping.status !== '' &&
          wordLists.map(([name, label]) => (
            <Field hint="Separated by commas; empty: the usual ones." key={name} label={label}>
              <input
                className={inputClass}
                defaultValue={mapping[name].join(', ')}
                onBlur={(event) => set({ [name]: wordsOf(event.currentTarget.value) })}
              />
            </Field>
          ))}
        <Field hint="One a line, like line=/monitor/line. They can be matched as label.line." label="Labels">
          <textarea
            className="min-h-16 rounded-md border border-border-strong bg-surface p-2 font-mono text-xs"
            defaultValue={mapping.labels.map(({ name, path }) => `${name}=${path}`).join('\n')}
            onBlur={(event) => set({ labels: labelsOf(event.currentTarget.value) })}
            spellCheck={false}
          />
        </Field>
        <datalist id={listId}>
          {preview.data?.paths.map(({ path, example }) => (
            <option key={path} label={example} value={path} />
          ))}
        </datalist>
        <NotStored problem={save.error} />
        <div className="flex flex-wrap items-center gap-2">
          <Button disabled={save.isPending || !isWhole} look="primary" type="submit">
            {save.isPending ? 'Saving …' : 'Save the mapping'}
          </Button>
          {save.isSuccess && (
            <span className="text-text-2 text-ui" role="status">
              Saved. What waited for a mapping is tried again.
            </span>
          )}
        </div>
      </form>
      <MappingPreview deliveryId={deliveryId} preview={preview} />
    </div>
  )
}

/** Lines that are no label yet are left out. */
const labelsOf = (text: string): FieldMapping['labels'] =>
  linesOf(text).flatMap((line) => {
    const at = line.indexOf('=')
    return at > 0 && at < line.length - 1
      ? [{ name: line.slice(0, at).trim(), path: line.slice(at + 1).trim() }]
      : []
  })

const wordsOf = (text: string) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

function PathField({
  label,
  hint,
  value,
  listId,
  required,
  onChange,
}: {
  label: string
  hint: string
  value: string
  listId: string
  required?: boolean
  onChange: (path: string) => void
}) {
  return (
    <Field hint={hint || undefined} label={label}>
      <input
        autoComplete="off"
        className={`${inputClass} font-mono`}
        list={listId}
        onChange={(event) => onChange(event.currentTarget.value)}
        pattern="(/|=).*"
        placeholder={required ? '/…' : ''}
        required={required}
        spellCheck={false}
        title="a path like /alert/name, or =text"
        value={value}
      />
    </Field>
  )
}
