'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import { write } from '#components/sessions/write-api.ts'
import { inputClass } from '#components/settings/field.tsx'
import { formatDuration } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import { previewSchema, type RulePreview, type RuleSpec } from '#lib/alerting/rules/contract.ts'
import { Episodes, NowLine } from './preview-lines.tsx'
import { isBlank, knownOnlyMs, weekSentence } from './preview-words.ts'
import { soundSpec } from './rule-form.ts'
import { WeekChart } from './week-chart.tsx'

const restMs = 400

/** What the rule, as it stands, sees now and would have done: before anybody is woken by it. */
export function PreviewPanel({ spec, customerId }: { spec: RuleSpec; customerId: string | null }) {
  const customers = useCustomers().data?.customers ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const on = customerId ?? chosen ?? customers[0]?.id ?? null
  const rested = useRested(spec)
  const sound = soundSpec(rested)
  const preview = useQuery({
    queryKey: ['rule-preview', on, sound],
    queryFn: ({ signal: _stops }) =>
      write('POST', '/api/v1/rules/preview', previewSchema, { customerId: on, spec: sound }),
    enabled: on !== null && sound !== null,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
    retry: false,
  })
  return (
    <section
      aria-label="Preview"
      className="flex flex-col gap-4 rounded-lg border border-border bg-surface p-4 text-ui xl:sticky xl:top-16"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">What it would do</h2>
        {customerId === null && (
          <label className="flex items-center gap-2 text-text-2">
            for
            <select
              className={inputClass}
              onChange={(event) => setChosen(event.currentTarget.value)}
              value={on ?? ''}
            >
              {customers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {sound === null && <p className="text-text-2">The preview waits until the sentence makes sense.</p>}
      {sound !== null && preview.isPending && <Skeleton />}
      {sound !== null && preview.isError && (
        <div className="hatched rounded-md border border-border-strong p-3">
          <p className="mb-2">What it would do cannot be told: {preview.error.message}</p>
          <Button onClick={() => void preview.refetch()}>Try again</Button>
        </div>
      )}
      {sound !== null && preview.data && !preview.isError && (
        <div className={preview.isPlaceholderData ? 'flex flex-col gap-4 opacity-60' : 'flex flex-col gap-4'}>
          <Told preview={preview.data} spec={sound} />
        </div>
      )}
    </section>
  )
}

function Told({ preview, spec }: { preview: RulePreview; spec: RuleSpec }) {
  const zone = useZone()
  const { problem, week, cannot, now } = preview
  const known = week && knownOnlyMs(week)
  return (
    <>
      {problem && (
        <p
          className="hatched flex items-start gap-2 rounded-md border border-border-strong px-3 py-2"
          role="status"
        >
          <StatusGlyph className="mt-0.5" size={16} token="unk" />
          <span>
            <strong className="font-medium">It could not be evaluated:</strong> {problem.problem}
          </span>
        </p>
      )}
      <div>
        <h3 className="mb-1 text-xs text-text-3">Now</h3>
        {now.length === 0 ? (
          <p className="text-text-2">Nothing to watch at this moment.</p>
        ) : (
          <ul className="flex max-h-56 flex-col divide-y divide-border overflow-auto">
            {now.map((one) => (
              <NowLine key={JSON.stringify(one.labels)} one={one} spec={spec} />
            ))}
          </ul>
        )}
      </div>
      <div className="flex flex-col gap-2">
        <h3 className="text-xs text-text-3">The last days</h3>
        {week && isBlank(spec, week) && (
          <p className="text-text-2">Nothing was known then, so what it would have done cannot be told.</p>
        )}
        {week && !isBlank(spec, week) && (
          <>
            <p className="font-medium" role="status">
              {weekSentence(week)}
            </p>
            {known !== null && (
              <p className="text-text-2">Known only for the last {formatDuration(known)}.</p>
            )}
            {week.series.length > 0 && <WeekChart spec={spec} week={week} zone={zone} />}
            <Episodes week={week} />
          </>
        )}
        {cannot && <p className="text-text-2">{cannot}</p>}
      </div>
    </>
  )
}

function Skeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      <div className="skeleton h-5" />
      <div className="skeleton h-5" />
      <div className="skeleton h-28" />
    </div>
  )
}

/** The value once it has rested: a preview is not asked for at every key. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
