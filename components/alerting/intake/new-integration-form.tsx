'use client'

import { useState } from 'react'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IntegrationKind, IntegrationSettings } from '#lib/alerting/intake/settings.ts'
import { CustomerField } from './customer-field.tsx'
import { kindWords } from './kind-words.ts'
import { linesOf, TopicsField } from './topics-field.tsx'

export type Asked = {
  customerId: string
  kind: IntegrationKind
  name: string
  settings: Partial<IntegrationSettings>
  signingSecret: string | null
}

/** The little that must be known before there is an address to paste. */
export function NewIntegrationForm({
  kind,
  scoped,
  sending,
  problem,
  onSend,
  onBack,
}: {
  kind: IntegrationKind
  scoped: string | null
  sending: boolean
  problem: Error | null
  onSend: (asked: Asked) => void
  onBack: () => void
}) {
  const [customerId, setCustomerId] = useState(scoped ?? '')
  const [name, setName] = useState(kindWords[kind].name)
  const [topics, setTopics] = useState('')
  const [secret, setSecret] = useState('')
  const send = (event: React.FormEvent) => {
    event.preventDefault()
    const settings = kind === 'cloudwatch' ? { topics: linesOf(topics) } : {}
    onSend({ customerId, kind, name, settings, signingSecret: secret === '' ? null : secret })
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={send}>
      <CustomerField onChange={setCustomerId} value={customerId} />
      <Field hint="How it is called on alerts and here." label="Name">
        <input
          className={inputClass}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          value={name}
        />
      </Field>
      {kind === 'cloudwatch' && <TopicsField onChange={setTopics} value={topics} />}
      {kind === 'grafana' && (
        <SigningField
          hint="Only if Grafana signs: the HMAC secret of the contact point. Can be set later."
          onChange={setSecret}
          value={secret}
        />
      )}
      {kind === 'sentry' && (
        <SigningField
          hint="Sentry shows it after the integration is saved there. Can be set later; until then the address alone is the secret."
          onChange={setSecret}
          value={secret}
        />
      )}
      <NotStored problem={problem} />
      <div className="flex gap-2">
        <Button disabled={sending} look="primary" type="submit">
          {sending ? 'Adding …' : 'Add and show the address'}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </div>
    </form>
  )
}

export function SigningField({
  hint,
  value,
  onChange,
}: {
  hint: string
  value: string
  onChange: (text: string) => void
}) {
  return (
    <Field hint={hint} label="Signing secret">
      <input
        autoComplete="new-password"
        className={inputClass}
        minLength={8}
        onChange={(event) => onChange(event.currentTarget.value)}
        type="password"
        value={value}
      />
    </Field>
  )
}
