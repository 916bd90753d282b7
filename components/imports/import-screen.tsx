'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { withCustomer } from '#components/shell/nav.tsx'
import { Button } from '#components/ui/button.tsx'
import { AppPicker, useApps } from './app-picker.tsx'
import { DropZone } from './drop-zone.tsx'
import { ImportRow } from './import-row.tsx'
import { useImports } from './use-imports.ts'

/** Dumps of calls in, sessions out: same page, same charts, same findings as a live call. */
export function ImportScreen() {
  const { list, customers } = useApps()
  const [chosen, setChosen] = useState('')
  const { items, add, again, remove, stop } = useImports()
  const apps = customers.flatMap((customer) => customer.apps)
  const appId = apps.some(({ id }) => id === chosen) ? chosen : apps.length === 1 ? (apps[0]?.id ?? '') : ''
  const back = withCustomer('/sessions', useScopedCustomer())
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <div>
        <Link className="text-text-2 text-ui hover:underline" href={back}>
          ← Sessions
        </Link>
        <h1 className="font-semibold text-title">Import a call</h1>
        <p className="text-sm text-text-2">
          A dump becomes a session like any other: charts, score and findings, at the times the dump says.
          Addresses, device names and descriptions in it are not kept.
        </p>
      </div>
      {list.isPending && <div aria-hidden="true" className="skeleton h-14" />}
      {list.isError && (
        <div className="hatched rounded-lg border border-border-strong p-4 text-ui">
          <p className="mb-2">{list.error.message}</p>
          <Button onClick={() => void list.refetch()}>Try again</Button>
        </div>
      )}
      {list.isSuccess && apps.length === 0 && (
        <p className="rounded-lg border border-border bg-surface p-8 text-center text-sm text-text-2">
          There is no app to import into yet. An administrator adds the first one.
        </p>
      )}
      {apps.length > 0 && (
        <>
          <AppPicker customers={customers} onChange={setChosen} value={appId} />
          <DropZone disabled={appId === ''} onFiles={(files) => add(files, appId)} />
          {appId === '' && (
            <p className="-mt-3 text-text-2 text-xs">
              Choose the app first: it decides who may see the call.
            </p>
          )}
        </>
      )}
      {items.length > 0 && (
        <ul aria-label="Imports" className="flex flex-col gap-2">
          {items.map((item) => (
            <ImportRow item={item} key={item.importId} onAgain={again} onRemove={remove} onStop={stop} />
          ))}
        </ul>
      )}
      <Formats />
    </div>
  )
}

const formats: [name: string, from: string][] = [
  ['webrtc-internals', 'chrome://webrtc-internals → Create a WebRTC-Internals dump, of any age'],
  ['RTCStatsDump', 'rtcstats-js, and the “rtcstats dump” of chrome://webrtc-internals'],
  ['Jitsi rtcstats', 'traces of a Jitsi deployment, also with legacy goog… statistics'],
  ['ObserveRTC ClientSample', 'version 3: one sample, a list, or one a line'],
  ['about:webrtc', 'Firefox: one moment of the call'],
  ['getStats', 'one report as JSON: one moment of the call'],
  ['Earshot export', 'a session exported here or in another Earshot'],
]

function Formats() {
  return (
    <details className="text-ui">
      <summary className="cursor-pointer py-1 font-medium">What can be imported</summary>
      <dl className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
        {formats.map(([name, from]) => (
          <div className="contents" key={name}>
            <dt className="font-medium">{name}</dt>
            <dd className="mb-2 text-text-2 sm:mb-0">{from}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-text-2">
        The kind is told by content, not by the file’s name. Most dumps hold one end of a call: of the other
        end only that is known which it reported back.
      </p>
    </details>
  )
}
