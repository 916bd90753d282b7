'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { write } from '#components/sessions/write-api.ts'
import { Field, FieldGroup, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import {
  type CreatedApiToken,
  createdApiTokenSchema,
  defaultTokenDays,
  isForAllCustomers,
  maxTokenDays,
  tokenScopes,
} from '#lib/access/api-tokens/contract.ts'
import type { Role } from '#lib/access/member.ts'
import { type Permission, permissions } from '#lib/access/permissions.ts'
import { tokens } from '../collections.ts'
import { ManyCustomers } from '../place-fields.tsx'

const mayBe = (role: Role, name: Permission) => (permissions[name].roles as readonly Role[]).includes(role)
const toggled = <T,>(all: readonly T[], one: T): readonly T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one]

/** What the program is called, what it may do, for whom, and for how long. */
export function TokenForm({
  role,
  onMade,
  onClose,
}: {
  role: Role
  onMade: (token: CreatedApiToken) => void
  onClose: () => void
}) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Permission[]>([])
  const [customerIds, setCustomerIds] = useState<readonly string[]>([])
  const [expiresInDays, setDays] = useState(defaultTokenDays)
  const refresh = useRefresh()
  const make = useMutation({
    mutationFn: () =>
      write('POST', tokens.path, createdApiTokenSchema, { name, scopes, customerIds, expiresInDays }),
    onSuccess: async (made) => {
      await refresh(tokens.path)
      onMade(made)
    },
  })
  const offered = tokenScopes.filter(
    (one) => mayBe(role, one) && !(customerIds.length > 0 && isForAllCustomers(one)),
  )
  return (
    <form
      className="flex max-w-xl flex-col gap-4 rounded-lg border border-border bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault()
        make.mutate()
      }}
    >
      <Field hint="It stands beside your name in what the program does." label="What uses it">
        <input
          className={inputClass}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          value={name}
        />
      </Field>
      <FieldGroup hint="Allow as little as the program needs." label="It may">
        <ScopeTicks offered={offered} onChange={setScopes} scopes={scopes} />
      </FieldGroup>
      <ManyCustomers
        hint="Without a tick it reaches all that you may see, now and later."
        onChange={(ids) => {
          setCustomerIds(ids)
          if (ids.length > 0) setScopes(scopes.filter((one) => !isForAllCustomers(one)))
        }}
        value={customerIds}
      />
      <Field label="It works for">
        <select
          className={inputClass}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          value={expiresInDays}
        >
          {[7, 30, defaultTokenDays, 180, maxTokenDays].map((days) => (
            <option key={days} value={days}>
              {days} days
            </option>
          ))}
        </select>
      </Field>
      <NotStored problem={make.error} />
      <div className="flex gap-2">
        <Button disabled={make.isPending || scopes.length === 0} look="primary" type="submit">
          {make.isPending ? 'Making …' : 'Make it and show it'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  )
}

function ScopeTicks({
  offered,
  scopes,
  onChange,
}: {
  offered: readonly Permission[]
  scopes: readonly Permission[]
  onChange: (scopes: readonly Permission[]) => void
}) {
  return (
    <div className="flex max-h-80 flex-col overflow-y-auto rounded-md border border-border p-1">
      {offered.map((one) => (
        <label
          className="flex min-h-8 items-start gap-2 rounded px-2 py-1 hover:bg-raised pointer-coarse:min-h-11"
          key={one}
        >
          <input
            checked={scopes.includes(one)}
            className="mt-0.5 size-4 shrink-0 accent-(--accent)"
            onChange={() => onChange(toggled(scopes, one))}
            type="checkbox"
          />
          <span className="min-w-0">
            <code className="text-xs">{one}</code>{' '}
            <span className="text-text-2">{permissions[one].means}</span>
          </span>
        </label>
      ))}
    </div>
  )
}
