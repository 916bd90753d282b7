'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { write } from '#components/sessions/write-api.ts'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { Button } from '#components/ui/button.tsx'
import { type IntegrationView, integrationSchema } from '#lib/alerting/intake/contract.ts'
import type { IntegrationSettings } from '#lib/alerting/intake/settings.ts'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import { integrations } from './collections.ts'
import { SigningField } from './new-integration-form.tsx'
import { OptionalSpan } from './optional-span.tsx'
import { linesOf, TopicsField } from './topics-field.tsx'
import { deliveriesPath } from './use-deliveries.ts'

/** Saves an integration as a whole: name, settings and, when typed anew, the signing secret. */
export function useSaveIntegration(one: IntegrationView) {
  const refresh = useRefresh()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: (change: {
      name?: string
      settings?: Partial<IntegrationSettings>
      signingSecret?: string | null
    }) =>
      write('PUT', `${integrations.path}/${one.integrationId}`, integrationSchema, {
        name: change.name ?? one.name,
        settings: { ...one.settings, ...change.settings },
        ...(change.signingSecret === undefined ? {} : { signingSecret: change.signingSecret }),
      }),
    onSuccess: async () => {
      announce('Saved.')
      await refresh(integrations.path, deliveriesPath)
    },
  })
}

export function IntegrationSettingsForm({ one }: { one: IntegrationView }) {
  const { kind } = one
  const [name, setName] = useState(one.name)
  const [settings, setSettings] = useState(one.settings)
  const [topics, setTopics] = useState(one.settings.topics.join('\n'))
  const [secret, setSecret] = useState('')
  const save = useSaveIntegration(one)
  const change = (part: Partial<IntegrationSettings>) => setSettings({ ...settings, ...part })
  const send = (event: React.FormEvent) => {
    event.preventDefault()
    const { mapping: _own, ...rest } = settings
    save.mutate(
      {
        name,
        settings: { ...rest, topics: linesOf(topics) },
        ...(secret === '' ? {} : { signingSecret: secret }),
      },
      { onSuccess: () => setSecret('') },
    )
  }
  return (
    <form className="flex max-w-xl flex-col gap-4" onSubmit={send}>
      <Field label="Name">
        <input
          className={inputClass}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          value={name}
        />
      </Field>
      <Field hint="When the sender names no severity we know." label="How grave, if it does not say">
        <select
          className={inputClass}
          onChange={(event) =>
            change({
              defaultSeverity: alertSeverities.find((word) => word === event.currentTarget.value) ?? 'major',
            })
          }
          value={settings.defaultSeverity}
        >
          {alertSeverities.map((word) => (
            <option key={word} value={word}>
              {severityWords[word]}
            </option>
          ))}
        </select>
      </Field>
      {kind === 'cloudwatch' && <TopicsField onChange={setTopics} value={topics} />}
      {kind === 'cloudwatch' && (
        <Switch
          checked={settings.eventBridge}
          label="Take EventBridge events without SNS; they are not signed, so the address alone is the secret"
          onChange={(eventBridge) => change({ eventBridge })}
        />
      )}
      {(kind === 'cloudwatch' || kind === 'grafana') && (
        <Switch
          checked={settings.noData === 'alert'}
          label="“No data” at the sender is an alert; otherwise it changes nothing"
          onChange={(on) => change({ noData: on ? 'alert' : 'keep' })}
        />
      )}
      {(kind === 'grafana' || kind === 'sentry') && (
        <SigningField
          hint={
            one.signed
              ? 'One is stored and every message is checked by it. Type a new one to replace it.'
              : 'None is stored: messages are not checked by a signature.'
          }
          onChange={setSecret}
          value={secret}
        />
      )}
      <OptionalSpan
        label="What was not heard of for so long is over"
        none="Only the sender ends its alerts"
        onChange={(autoResolveAfterMs) => change({ autoResolveAfterMs })}
        start={86_400_000}
        value={settings.autoResolveAfterMs}
      />
      <OptionalSpan
        label="Silent for longer while its alerts fire: tell me"
        none="It may be silent"
        onChange={(quietAfterMs) => change({ quietAfterMs })}
        start={16_500_000}
        value={settings.quietAfterMs}
      />
      <NotStored problem={save.error} />
      <div>
        <Button disabled={save.isPending} look="primary" type="submit">
          {save.isPending ? 'Saving …' : 'Save'}
        </Button>
      </div>
    </form>
  )
}

function Switch({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <label className="flex min-h-8 cursor-pointer items-start gap-2.5 py-1 text-ui">
      <input
        checked={checked}
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        onChange={(event) => onChange(event.currentTarget.checked)}
        type="checkbox"
      />
      {label}
    </label>
  )
}
