'use client'

import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import { useAddress } from '#components/query/use-address.ts'
import { write } from '#components/sessions/write-api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { Button } from '#components/ui/button.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'

/** Somebody clicked a button in Slack before we knew who they are; the link from there says which Slack user. */
export function SlackLink() {
  const [query, change] = useAddress()
  const token = query.get('link')
  const announce = useAnnounce()
  const link = useMutation({
    mutationFn: (linkToken: string) =>
      write('POST', '/api/v1/me/slack-links', z.unknown(), { token: linkToken }),
    onSuccess: () => {
      // A token works once: it does not stay in the address.
      change((next) => next.delete('link'))
      announce('Slack is linked.')
    },
  })
  if (link.isSuccess)
    return (
      <p
        className="flex max-w-3xl items-start gap-2 rounded-lg border border-border bg-surface p-4 text-ui"
        role="status"
      >
        <StatusGlyph className="mt-0.5" token="ok" />
        Your Slack account is linked. Buttons you press there now act as you; go back to Slack and press
        again.
      </p>
    )
  if (token === null)
    return (
      <p className="max-w-3xl text-text-2 text-ui">
        To act from Slack and get messages there, press a button on any Earshot message in Slack once. Slack
        then gives you a link to this page, and you confirm it here.
      </p>
    )
  return (
    <section className="flex max-w-3xl flex-col gap-3 rounded-lg border border-border-strong bg-surface p-4 text-ui">
      <h2 className="text-base font-semibold">Is this Slack account yours?</h2>
      <p>
        You came here from a button in Slack. Linking means: what that Slack account presses, is done here in
        your name and with your rights. If somebody else sent you this link, do not confirm it.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={link.isPending} look="primary" onClick={() => link.mutate(token)}>
          {link.isPending ? 'Linking …' : 'Yes, link it to me'}
        </Button>
        <Button look="bare" onClick={() => change((next) => next.delete('link'))}>
          No
        </Button>
      </div>
      {link.isError && (
        <p className="text-crit-fg" role="alert">
          Not linked: {link.error.message} Press the button in Slack again for a fresh link.
        </p>
      )}
    </section>
  )
}
