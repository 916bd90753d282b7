'use client'

import { useState } from 'react'
import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { type FactorKind, publicStatuses, publicStatusOf } from '#lib/incidents/contract.ts'
import { type IncidentUpdate, maxUpdateLength } from '#lib/incidents/words/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { CauseFields } from '../detail/cause-fields.tsx'
import { LeakList } from './leak-list.tsx'
import { publicWords, verdictOf } from './public-words.ts'
import { UpdatePreview } from './update-preview.tsx'
import { useLater } from './use-later.ts'
import { useCheck, useUpdateActs } from './use-updates.ts'

type Props = { detail: IncidentDetail; update: IncidentUpdate; subscribers: number; onDone?: () => void }

/** A draft, or the correction of what is published: checked while it is written, read as the customer, then shown. */
export function UpdateEditor({ detail, update, subscribers, onDone }: Props) {
  const { incident, components } = detail
  const { cannot, say } = useIncidentActs()
  const acts = useUpdateActs(incident.incidentId)
  const [body, setBody] = useState(update.body)
  const [publicStatus, setStatus] = useState(update.publicStatus)
  const [title, setTitle] = useState(incident.publicTitle ?? '')
  const [notify, setNotify] = useState(update.notify)
  const [override, setOverride] = useState('')
  const [previewing, setPreviewing] = useState<IncidentUpdate | null>(null)
  const first = incident.publicTitle === null
  const [cause, setCause] = useState<{ category: FactorKind; text: string }>({
    category: 'unknown',
    text: '',
  })
  const moves = publicStatusOf[incident.status] !== publicStatus
  const asksCause = moves && publicStatus === 'resolved' && incident.cause === null
  const [checkedTitle, checkedBody] = useLater([title, body], 500)
  const check = useCheck(incident.incidentId, first ? (checkedTitle ?? '') : '', checkedBody ?? '')
  const leaks = check.data?.leaks ?? []
  const verdict = verdictOf(leaks)
  const isDraft = update.state === 'draft'
  const reason = override.trim().length >= 3 ? { overrideReason: override.trim() } : {}
  const store = () =>
    acts.change.mutateAsync({
      ...{ updateId: update.updateId, version: update.version, publicStatus, body: body.trim(), notify },
      ...reason,
    })
  const preview = () => void store().then(setPreviewing, () => {})
  const publish = async () => {
    const { version } = await store()
    if (!isDraft) return onDone?.()
    await acts.publish.mutateAsync({
      ...{ updateId: update.updateId, version, ...reason },
      ...(first ? { publicTitle: title.trim() } : {}),
      ...(moves ? { moveTo: publicStatus } : {}),
      ...(asksCause ? { cause } : {}),
    })
    say(`${incident.customerName} reads it now`, null)
  }
  const wrong =
    body.trim() === '' ||
    verdict === 'blocked' ||
    (verdict === 'warned' && override.trim().length < 3) ||
    (isDraft && first && title.trim().length < 3)
  const busy = acts.change.isPending || acts.publish.isPending
  const problem = acts.publish.error ?? acts.change.error
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void publish().catch(() => {})
      }}
    >
      {isDraft && first && (
        <label className="flex flex-col gap-1">
          <span className="font-medium">Title for the customer</span>
          <input
            className={inputClass}
            maxLength={200}
            onChange={(event) => setTitle(event.currentTarget.value)}
            placeholder="Some people cannot hear each other"
            value={title}
          />
        </label>
      )}
      <label className="flex flex-col gap-1">
        <span className="font-medium">{isDraft ? 'Draft for the customer' : 'Correction'}</span>
        <textarea
          className="min-h-28 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
          dir="auto"
          maxLength={maxUpdateLength}
          onChange={(event) => setBody(event.currentTarget.value)}
          value={body}
        />
      </label>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex items-center gap-2">
          <span className="text-text-2">It says</span>
          <select
            className={inputClass}
            onChange={(event) => {
              const next = publicStatuses.find((one) => one === event.currentTarget.value)
              if (next) setStatus(next)
            }}
            value={publicStatus}
          >
            {publicStatuses.map((one) => (
              <option key={one} value={one}>
                {publicWords[one]}
              </option>
            ))}
          </select>
        </label>
        {isDraft && (
          <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              checked={notify}
              className="size-4 accent-(--accent)"
              onChange={(event) => setNotify(event.currentTarget.checked)}
              type="checkbox"
            />
            Mail it to {subscribers} {subscribers === 1 ? 'person' : 'people'}
          </label>
        )}
      </div>
      {check.data && <LeakList body={checkedBody ?? ''} leaks={leaks} title={checkedTitle ?? ''} />}
      {verdict === 'warned' && (
        <label className="flex flex-col gap-1">
          <span className="font-medium">Why it may be said all the same</span>
          <input
            className={inputClass}
            maxLength={500}
            onChange={(event) => setOverride(event.currentTarget.value)}
            value={override}
          />
        </label>
      )}
      {isDraft && moves && (
        <p className="text-xs text-text-2">
          Publishing moves the incident to “{publicWords[publicStatus]}”, too.
        </p>
      )}
      {isDraft && asksCause && <CauseFields onChange={setCause} value={cause} />}
      {problem !== null && (
        <p className="font-medium" role="alert">
          Not done: {problem.message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={wrong || busy || cannot !== null}
          look="primary"
          title={cannot ?? undefined}
          type="submit"
        >
          {isDraft ? 'Publish' : 'Correct it'}
        </Button>
        <Button disabled={busy || cannot !== null || body.trim() === ''} onClick={preview}>
          See it as {incident.customerName}
        </Button>
        {onDone && <Button onClick={onDone}>Cancel</Button>}
      </div>
      {previewing !== null && (
        <UpdatePreview components={components} onClose={() => setPreviewing(null)} update={previewing} />
      )}
    </form>
  )
}
