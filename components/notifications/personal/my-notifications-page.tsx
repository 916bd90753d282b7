'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { myNotificationsSchema } from '#lib/notifications/contract.ts'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { MyForm } from './my-form.tsx'
import { myPath } from './my-path.ts'
import { SlackLink } from './slack-link.tsx'

/** How I want to be told. A policy says who; this says how. */
export function MyNotificationsPage() {
  const mine = useQuery({
    queryKey: [myPath],
    queryFn: ({ signal }) => api(myPath, myNotificationsSchema, { signal }),
    refetchOnWindowFocus: false,
  })
  return (
    <div className="flex flex-col gap-4">
      <PageHead title="My notifications">
        How you are told when an alert is for you. Which alerts those are, policies and schedules decide.
      </PageHead>
      <SlackLink />
      <Loaded query={mine}>{(stored) => <MyForm stored={stored} />}</Loaded>
    </div>
  )
}
