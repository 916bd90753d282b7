'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { useState } from 'react'
import { Dialog } from '#components/incidents/dialog.tsx'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { ActionView } from '#lib/incidents/learning/contract.ts'
import { actionKindWords, actionLook } from './learning-words.ts'
import { useActOnAction } from './use-learning.ts'

type Props = { action: ActionView; onEdit?: (() => void) | undefined; withIncident?: boolean }

/** One action: where it stands, whose it is, until when, and whether it held. */
export function ActionItem({ action, onEdit, withIncident = false }: Props) {
  const { token, word } = actionLook(action)
  const { incident, owner, dueOn, ticketUrl } = action
  return (
    <article className="flex flex-col gap-1 text-ui">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={clsx('flex items-center gap-1 text-xs font-medium', statusText[token])}>
          <StatusGlyph size={12} token={token} /> {word}
        </span>
        <h3 className="min-w-0 font-medium wrap-anywhere" dir="auto">
          {action.title}
        </h3>
      </div>
      {action.detail !== '' && (
        <p className="whitespace-pre-wrap wrap-anywhere text-text-2" dir="auto">
          {action.detail}
        </p>
      )}
      <p className="flex flex-wrap gap-x-2 text-xs text-text-2">
        {withIncident && (
          <Link className="underline" href={`/incidents/${encodeURIComponent(incident.reference)}`}>
            {incident.reference}
          </Link>
        )}
        {withIncident && <bdi>{action.customerName}</bdi>}
        <span>{actionKindWords[action.kind]}</span>
        <bdi>{owner?.name ?? 'nobody’s yet'}</bdi>
        {dueOn !== null && <span>due {dueOn}</span>}
        {ticketUrl !== null && (
          <a className="underline" href={ticketUrl} rel="noreferrer" target="_blank">
            ticket
          </a>
        )}
      </p>
      <Held action={action} />
      <Acts action={action} onEdit={onEdit} />
    </article>
  )
}

function Held({ action }: { action: ActionView }) {
  const { checkUntil, recurredAt, recurredBy, reopened, cannotSay, declineReason, status } = action
  return (
    <>
      {recurredAt !== null && (
        <p className="text-xs">
          Came back{reopened > 1 && ` ${reopened} times, last`} <AbsoluteTime at={recurredAt} show="short" />
          {recurredBy !== null && (
            <>
              {': '}
              <Link className="underline" href={recurredBy}>
                what showed it
              </Link>
            </>
          )}
        </p>
      )}
      {cannotSay !== null && <p className="text-xs text-text-2">{cannotSay}</p>}
      {action.checkState === 'watching' && checkUntil !== null && cannotSay === null && (
        <p className="text-xs text-text-2">
          watched until <AbsoluteTime at={checkUntil} show="short" />
        </p>
      )}
      {action.doneAt !== null && (
        <p className="text-xs text-text-3">
          done <Ago at={action.doneAt} />
        </p>
      )}
      {status === 'declined' && declineReason !== null && (
        <p className="text-xs text-text-2 wrap-anywhere" dir="auto">
          Declined: {declineReason}
        </p>
      )}
    </>
  )
}

function Acts({ action, onEdit }: Pick<Props, 'action' | 'onEdit'>) {
  const act = useActOnAction(action.actionId)
  const [declining, setDeclining] = useState(false)
  const { version } = action
  return (
    <div className="flex flex-wrap items-center gap-1">
      {action.status === 'open' ? (
        <>
          <Button disabled={act.isPending} onClick={() => act.mutate({ act: 'done', version })}>
            Done
          </Button>
          <Button disabled={act.isPending} look="bare" onClick={() => setDeclining(true)}>
            Decline …
          </Button>
        </>
      ) : (
        <Button disabled={act.isPending} onClick={() => act.mutate({ act: 'reopen', version })}>
          Open again
        </Button>
      )}
      {onEdit && (
        <Button look="bare" onClick={onEdit}>
          Change …
        </Button>
      )}
      <NotStored problem={act.error} />
      {declining && (
        <Decline
          onClose={() => setDeclining(false)}
          onReason={(reason) => {
            setDeclining(false)
            act.mutate({ act: 'decline', version, reason })
          }}
        />
      )}
    </div>
  )
}

function Decline({ onClose, onReason }: { onClose: () => void; onReason: (reason: string) => void }) {
  const [reason, setReason] = useState('')
  return (
    <Dialog onClose={onClose} title="Decline this action">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') onReason(reason.trim())
        }}
      >
        <Field
          hint="It stays readable: what is not done, and for what reason, is learned too."
          label="Reason"
        >
          <textarea
            className={`${inputClass} h-20 py-1.5`}
            data-first
            maxLength={2_000}
            onChange={(event) => setReason(event.currentTarget.value)}
            value={reason}
          />
        </Field>
        <Button disabled={reason.trim() === ''} look="primary" type="submit">
          Decline
        </Button>
      </form>
    </Dialog>
  )
}
