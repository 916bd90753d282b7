'use client'

import { Controller } from 'react-hook-form'
import type { ChannelKind, ChannelSecrets } from '#lib/notifications/contract.ts'
import { FieldFrame, inputClass } from '../shared/field-frame.tsx'
import { TextField } from '../shared/fields.tsx'

/** What only this kind needs. */
export function ChannelFields({ kind, holds }: { kind: ChannelKind; holds: readonly string[] }) {
  const secret = (name: keyof ChannelSecrets, label: string, hint: string, placeholder: string) => (
    <SecretField
      hint={hint}
      isStored={holds.includes(name)}
      label={label}
      name={name}
      placeholder={placeholder}
    />
  )
  if (kind === 'email') return <AddressesField />
  if (kind === 'slack-webhook')
    return secret(
      'url',
      'Webhook URL',
      'Whoever has it can post there: it is a secret.',
      'https://hooks.slack.com/services/…',
    )
  if (kind === 'pagerduty')
    return secret('routingKey', 'Integration key', '32 letters and digits.', 'e.g. 4f2c…')
  if (kind === 'webhook')
    return (
      <>
        {secret('url', 'URL', 'https, reachable from the internet. Redirects are not followed.', 'https://…')}
        {secret(
          'signingKey',
          'Signing key',
          'Leave empty and Earshot makes one and shows it once.',
          'whsec_…',
        )}
      </>
    )
  return (
    <>
      <TextField
        hint="In Slack: the channel’s name, then “Copy channel ID” at the bottom of its details."
        label="Slack channel id"
        path="settings.slackChannel"
        placeholder="C0123ABCD"
      />
      {secret('botToken', 'Bot token', 'From “OAuth & Permissions”.', 'xoxb-…')}
      {secret(
        'signingSecret',
        'Signing secret',
        'From “Basic Information”: proves that a click comes from Slack.',
        '',
      )}
    </>
  )
}

/** Write-only: what is stored is never shown, and stays when the field is left empty. */
function SecretField({
  name,
  label,
  hint,
  placeholder,
  isStored,
}: {
  name: keyof ChannelSecrets
  label: string
  hint: string
  placeholder: string
  isStored: boolean
}) {
  return (
    <TextField
      emptyIsNone
      hint={isStored ? `Stored; leave empty to keep it. ${hint}` : hint}
      label={label}
      path={`secrets.${name}`}
      placeholder={isStored ? '••••••••' : placeholder}
      type="password"
    />
  )
}

const splitAddresses = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((one) => one.trim())
    .filter(Boolean)

function AddressesField() {
  return (
    <FieldFrame hint="One a line, up to 20." label="Addresses" path="settings.to">
      {(props) => (
        <Controller
          name="settings.to"
          render={({ field }) => (
            <textarea
              {...props}
              className={`${inputClass} h-24! py-2`}
              defaultValue={(field.value ?? []).join('\n')}
              onBlur={field.onBlur}
              onChange={(event) => field.onChange(splitAddresses(event.currentTarget.value))}
              placeholder="noc@example.com"
              ref={field.ref}
              spellCheck={false}
            />
          )}
        />
      )}
    </FieldFrame>
  )
}
