'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#components/query/api.ts'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import { Pick, Text } from './try-fields.tsx'
import type { AllNames } from './use-names.ts'

/** What to try: an alert that is there, or labels of one that might come. */
export type TrySubject = {
  alertId: string
  customerId: string
  labels: { severity: string; app: string; region: string; source: string }
}

const alertsSchema = z.object({
  alerts: z.array(z.object({ alertId: z.string(), title: z.string(), customerName: z.string() })),
})

/** Alerts that fire now; without them labels can be tried all the same. */
function useFiring(customerId: string | null) {
  const { data } = useQuery({
    queryKey: ['/api/v1/alerts', 'firing', customerId],
    queryFn: ({ signal }) =>
      api(`/api/v1/alerts?view=firing${customerId ? `&customer=${customerId}` : ''}`, alertsSchema, {
        signal,
      }),
    retry: false,
  })
  return data?.alerts ?? []
}

export function TrySubjectFields({
  subject,
  onChange,
  names,
  scoped,
}: {
  subject: TrySubject
  onChange: (subject: TrySubject) => void
  names: AllNames
  scoped: string | null
}) {
  const firing = useFiring(scoped)
  const set = (labels: Partial<TrySubject['labels']>) =>
    onChange({ ...subject, labels: { ...subject.labels, ...labels } })
  const apps = names.customers.find(({ id }) => id === subject.customerId)?.apps ?? []
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      {firing.length > 0 && (
        <Pick
          className="sm:col-span-3"
          label="Alert"
          onChange={(alertId) => onChange({ ...subject, alertId })}
          options={firing.map((alert) => [alert.alertId, `${alert.customerName}: ${alert.title}`])}
          none="None: one with these labels"
          value={subject.alertId}
        />
      )}
      {subject.alertId === '' && (
        <>
          <Pick
            label="Customer"
            onChange={(customerId) =>
              onChange({ ...subject, customerId, labels: { ...subject.labels, app: '' } })
            }
            options={names.customers.map(({ id, name }) => [id, name])}
            value={subject.customerId}
          />
          <Pick
            label="Severity"
            onChange={(severity) => set({ severity })}
            options={[...alertSeverities].reverse().map((one) => [one, severityWords[one]])}
            value={subject.labels.severity}
          />
          <Pick
            label="App"
            none="Any"
            onChange={(app) => set({ app })}
            options={apps.map(({ slug, name }) => [slug, name])}
            value={subject.labels.app}
          />
          <Text label="Region" onChange={(region) => set({ region })} value={subject.labels.region} />
          <Text
            label="Source"
            onChange={(source) => set({ source })}
            placeholder="rule, cloudwatch, …"
            value={subject.labels.source}
          />
        </>
      )}
    </div>
  )
}
