'use client'

import { useState } from 'react'
import type { z } from 'zod'
import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { publicStatusOf } from '#lib/incidents/contract.ts'
import type { newUpdateSchema } from '#lib/incidents/words/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { Card } from '../card.tsx'
import { PublishedList } from './published-list.tsx'
import { UpdateEditor } from './update-editor.tsx'
import { useDraftFromFacts, useTemplates, useUpdateActs, useUpdates } from './use-updates.ts'

/** What the customer is told: nothing leaves before a person has read it as the customer will. */
export function PublishCard({ detail }: { detail: IncidentDetail }) {
  const { incident } = detail
  const updates = useUpdates(incident.incidentId)
  const drafts = (updates.data?.updates ?? []).filter(({ state }) => state === 'draft')
  const told = (updates.data?.updates ?? []).filter(({ state }) => state !== 'draft')
  return (
    <Card title={`What ${incident.customerName} is told`}>
      <div className="flex flex-col gap-3">
        {updates.isPending && <div aria-hidden="true" className="skeleton h-16" />}
        {updates.isError && !updates.data && (
          <p className="flex flex-wrap items-center gap-3" role="alert">
            {updates.error.message} <Button onClick={() => void updates.refetch()}>Try again</Button>
          </p>
        )}
        {updates.data && drafts.length === 0 && <Begin detail={detail} nothingYet={told.length === 0} />}
        {drafts.map((draft) => (
          <UpdateEditor
            detail={detail}
            key={draft.updateId}
            subscribers={updates.data?.subscribers ?? 0}
            update={draft}
          />
        ))}
        {told.length > 0 && <PublishedList detail={detail} updates={told} />}
      </div>
    </Card>
  )
}

/** The first words: from the facts, from a template, or by hand. */
function Begin({ detail: { incident }, nothingYet }: { detail: IncidentDetail; nothingYet: boolean }) {
  const { cannot } = useIncidentActs()
  const [template, setTemplate] = useState('')
  const templates = useTemplates().data?.templates ?? []
  const draft = useDraftFromFacts(incident.incidentId)
  const { add } = useUpdateActs(incident.incidentId)
  const off = cannot !== null || draft.isPending || add.isPending
  const store = (update: z.input<typeof newUpdateSchema>) => add.mutate(update)
  const fromFacts = () =>
    draft.mutate(template || null, {
      onSuccess: ({ body, publicStatus }) =>
        store({ body, publicStatus, writtenFrom: template === '' ? 'facts' : 'template' }),
    })
  const problem = draft.error ?? add.error
  return (
    <>
      {nothingYet && <p className="text-text-2">Nothing yet. The customer does not see this incident.</p>}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={off} onClick={fromFacts} title={cannot ?? undefined}>
          {draft.isPending ? 'Writing …' : 'Draft from the facts'}
        </Button>
        {templates.length > 0 && (
          <select
            aria-label="Template"
            className={inputClass}
            disabled={off}
            onChange={(event) => setTemplate(event.currentTarget.value)}
            value={template}
          >
            <option value="">in our own words</option>
            {templates
              .filter(({ customerId }) => customerId === null || customerId === incident.customerId)
              .map(({ templateId, name }) => (
                <option key={templateId} value={templateId}>
                  {name}
                </option>
              ))}
          </select>
        )}
        <Button
          disabled={off}
          look="bare"
          onClick={() =>
            store({ body: 'We are looking into it.', publicStatus: publicStatusOf[incident.status] })
          }
          title={cannot ?? undefined}
        >
          Write by hand
        </Button>
      </div>
      {problem !== null && (
        <p className="font-medium" role="alert">
          No draft: {problem.message}
        </p>
      )}
    </>
  )
}
