'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

/** The only time the signing key is seen. */
export function SigningKeyShown({ signingKey, onDone }: { signingKey: string; onDone: () => void }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(signingKey)
    setCopied(true)
  }
  return (
    <section className="flex max-w-3xl flex-col gap-3 rounded-lg border border-border-strong bg-surface p-4 text-ui">
      <h2 className="text-base font-semibold">Store this signing key now</h2>
      <p>
        Your program checks with it that a message is ours (Standard Webhooks: HMAC-SHA256 over id, timestamp
        and body). It is shown this once. Lost it? Store another one in this channel.
      </p>
      <code className="rounded-md border border-border bg-raised p-3 font-mono text-ui [overflow-wrap:anywhere]">
        {signingKey}
      </code>
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => void copy().catch(() => setCopied(false))}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button look="primary" onClick={onDone}>
          I have stored it
        </Button>
      </div>
    </section>
  )
}
