'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useAlert } from '../data/use-alert.ts'
import { peopleLike } from '../notes/mention.ts'
import { type FormProps, useAlertActs } from './acts-context.ts'

/** Whose it shall be: oneself first, then everybody who may see the customer. */
export function AssignForm({ alerts, onAct }: FormProps) {
  const { me, cannot } = useAlertActs()
  const [typed, setTyped] = useState('')
  const detail = useAlert(alerts[0]?.alertId ?? null)
  const others = (detail.data?.people ?? []).filter(({ memberId }) => memberId !== me.memberId)
  const owned = alerts.some(({ assignee }) => assignee !== null)
  const give = (memberId: string | null, name: string | null) => onAct({ verb: 'assign', memberId, name })
  return (
    <div className="flex flex-col gap-2">
      {cannot !== null && <p className="text-xs font-medium">{cannot}</p>}
      <button
        // biome-ignore lint/a11y/noAutofocus: the form was opened to choose here
        autoFocus
        className={choice}
        disabled={cannot !== null}
        onClick={() => give(me.memberId, me.name)}
        type="button"
      >
        <span className="font-medium">Me</span>
        <bdi className="truncate text-text-2">{me.name}</bdi>
      </button>
      {others.length > 5 && (
        <input
          aria-label="Find a person"
          className="h-11 rounded-md border border-border-strong bg-surface px-2 text-ui"
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder="Find a person"
          value={typed}
        />
      )}
      {detail.isPending && <div aria-hidden="true" className="skeleton h-24" />}
      {detail.isError && (
        <p className="flex flex-wrap items-center gap-3 text-ui">
          The others could not be read. <Button onClick={() => void detail.refetch()}>Try again</Button>
        </p>
      )}
      <ul className="flex flex-col gap-1">
        {peopleLike(others, typed.trim()).map(({ memberId, name }) => (
          <li key={memberId}>
            <button
              className={choice}
              disabled={cannot !== null}
              onClick={() => give(memberId, name)}
              type="button"
            >
              <bdi className="truncate font-medium">{name}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {owned && (
        <button className={choice} disabled={cannot !== null} onClick={() => give(null, null)} type="button">
          <span className="text-text-2">Nobody</span>
        </button>
      )}
    </div>
  )
}

const choice =
  'flex min-h-11 w-full items-center justify-between gap-3 rounded-md border border-border px-3 text-left text-ui hover:bg-raised disabled:opacity-50'
