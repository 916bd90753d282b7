'use client'

import { useEffect, useState } from 'react'
import { Field, inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'

/** The beginnings of kinds that people look for. */
const kinds: readonly (readonly [string, string])[] = [
  ['', 'Everything'],
  ['member', 'People and signing in'],
  ['invitation', 'Invitations'],
  ['api-token', 'Tokens'],
  ['sign-in', 'Ended sign-ins'],
  ['customer', 'Customers'],
  ['app', 'Apps'],
  ['key', 'Keys'],
  ['rule', 'Rules'],
  ['silence', 'Silences'],
  ['channel', 'Channels'],
  ['incident', 'Incidents'],
]

type Props = { address: URLSearchParams; change: (edit: (query: URLSearchParams) => void) => void }

export function AuditFilters({ address, change }: Props) {
  const set = (name: string, value: string) =>
    change((next) => (value === '' ? next.delete(name) : next.set(name, value)))
  const kind = address.get('kind') ?? ''
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label="What">
        <select
          className={inputClass}
          onChange={(event) => set('kind', event.currentTarget.value)}
          value={kind}
        >
          {kinds.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          {!kinds.some(([value]) => value === kind) && <option value={kind}>{kind}</option>}
        </select>
      </Field>
      <Day label="From" name="from" onSet={set} value={address.get('from') ?? ''} />
      <Day label="Until" name="until" onSet={set} value={address.get('until') ?? ''} />
      <Words onSet={set} value={address.get('text') ?? ''} />
      {address.get('person') && <Button onClick={() => set('person', '')}>✕ One person only</Button>}
    </div>
  )
}

type Setter = { value: string; onSet: (name: string, value: string) => void }

function Day({ label, name, value, onSet }: Setter & { label: string; name: string }) {
  return (
    <Field label={label}>
      <input
        className={inputClass}
        onChange={(event) => onSet(name, event.currentTarget.value)}
        type="date"
        value={value}
      />
    </Field>
  )
}

/** Asked for once typing rests. */
function Words({ value, onSet }: Setter) {
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onSet('text', typed), 300)
    return () => clearTimeout(timer)
  }, [typed, value, onSet])
  return (
    <Field className="min-w-48 flex-1" label="Words">
      <input
        className={inputClass}
        maxLength={120}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder="a name, an address, an id …"
        type="search"
        value={typed}
      />
    </Field>
  )
}
