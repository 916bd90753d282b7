'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { write } from '#components/sessions/write-api.ts'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import { type HeartbeatSecret, heartbeatSecretSchema } from '#lib/alerting/heartbeats/contract.ts'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import { heartbeats } from './collections.ts'
import { CustomerField } from './customer-field.tsx'
import { SpanField } from './span-field.tsx'

/** What must call in, how often, and how late it may be. */
export function HeartbeatForm({
  scoped,
  onAdded,
  onCancel,
}: {
  scoped: string | null
  onAdded: (secret: HeartbeatSecret) => void
  onCancel: () => void
}) {
  const [customerId, setCustomerId] = useState(scoped ?? '')
  const [name, setName] = useState('')
  const [intervalMs, setIntervalMs] = useState(3_600_000)
  const [graceMs, setGraceMs] = useState(300_000)
  const [severity, setSeverity] = useState<string>('major')
  const refresh = useRefresh()
  const add = useMutation({
    mutationFn: () =>
      write('POST', heartbeats.path, heartbeatSecretSchema, {
        customerId,
        name,
        intervalMs,
        graceMs,
        severity,
      }),
    onSuccess: async (secret) => {
      await refresh(heartbeats.path)
      onAdded(secret)
    },
  })
  const send = (event: React.FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form
      className="flex max-w-xl flex-col gap-4 rounded-lg border border-border bg-surface p-4"
      onSubmit={send}
    >
      <CustomerField onChange={setCustomerId} value={customerId} />
      <Field hint="It stands in the alert: “Nightly backup has not called in”." label="What calls in">
        <input
          className={inputClass}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          value={name}
        />
      </Field>
      <SpanField
        hint="30 seconds to 24 days."
        label="It calls every"
        onChange={setIntervalMs}
        value={intervalMs}
      />
      <SpanField
        hint="Jobs take longer some days."
        label="It may be late by"
        onChange={setGraceMs}
        value={graceMs}
      />
      <Field label="How grave when it is missing">
        <select
          className={inputClass}
          onChange={(event) => setSeverity(event.currentTarget.value)}
          value={severity}
        >
          {alertSeverities.map((word) => (
            <option key={word} value={word}>
              {severityWords[word]}
            </option>
          ))}
        </select>
      </Field>
      <NotStored problem={add.error} />
      <div className="flex gap-2">
        <Button disabled={add.isPending} look="primary" type="submit">
          {add.isPending ? 'Adding …' : 'Add and show its address'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
