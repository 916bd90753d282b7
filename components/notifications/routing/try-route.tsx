'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { write } from '#components/sessions/write-api.ts'
import { Button } from '#components/ui/button.tsx'
import { tryReplySchema } from '#lib/notifications/routing/contract.ts'
import { TryAnswer } from './try-answer.tsx'
import { type TrySubject, TrySubjectFields } from './try-subject.tsx'
import type { AllNames } from './use-names.ts'

/** Who would be told, asked of the same code that will tell them. Nothing is sent. */
export function TryRoute({ names, scoped }: { names: AllNames; scoped: string | null }) {
  const [chosen, setSubject] = useState<TrySubject>({
    alertId: '',
    customerId: '',
    labels: { severity: 'critical', app: '', region: '', source: '' },
  })
  const first = scoped ?? names.customers[0]?.id ?? ''
  const subject = { ...chosen, customerId: chosen.customerId || first }
  const ask = useMutation({
    mutationFn: () => write('POST', '/api/v1/routes/try', tryReplySchema, requestOf(subject)),
  })
  return (
    <section
      aria-label="Try it"
      className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-4"
    >
      <div>
        <h2 className="font-semibold text-base">Try it</h2>
        <p className="text-text-2 text-ui">
          Who would be told if such an alert fired now and nobody answered for an hour. Nothing is sent.
        </p>
      </div>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate()
        }}
      >
        <TrySubjectFields names={names} onChange={setSubject} scoped={scoped} subject={subject} />
        <div className="flex flex-wrap items-center gap-3">
          <Button disabled={ask.isPending || subject.customerId === ''} look="primary" type="submit">
            {ask.isPending ? 'Asking …' : 'Who would be told?'}
          </Button>
          {ask.isError && <p className="text-crit-fg text-ui">{ask.error.message}</p>}
        </div>
      </form>
      <div aria-live="polite">{ask.data && <TryAnswer answer={ask.data} askedAt={ask.submittedAt} />}</div>
    </section>
  )
}

/** Labels that are left empty are not there. */
function requestOf({ alertId, customerId, labels }: TrySubject): object {
  if (alertId !== '') return { alertId }
  return {
    customerId,
    labels: Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '')),
  }
}
