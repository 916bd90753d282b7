import type { Metadata } from 'next'
import Link from 'next/link'
import { Mark } from '#components/shell/icons.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import { readToConfirm } from '#lib/notifications/mail-acknowledge/confirm.server.ts'
import { stateGlyph } from '#lib/notifications/messages/facts.ts'

export const metadata: Metadata = {
  title: 'Acknowledge – Earshot',
  robots: { index: false },
  // the token in the address goes nowhere else; 'no-referrer' would also hide the form's own origin from our check
  referrer: 'same-origin',
}

/** Where the link of a mail leads. It shows and asks; only the button acts. */
export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const asked = await readToConfirm(decodeURIComponent(token), new Date())
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-130 flex-col gap-6 px-5 py-8">
      <p className="flex items-center gap-2 text-base font-semibold">
        <Mark size={24} /> Earshot
      </p>
      {asked ? <Ask alert={asked.alert} memberName={asked.memberName} token={token} /> : <TooOld />}
    </main>
  )
}

function Ask({ alert, memberName, token }: { alert: AlertView; memberName: string; token: string }) {
  return (
    <>
      <div className="flex flex-col gap-2">
        <p className="text-ui text-text-2">
          {stateGlyph({ state: alert.state, severity: alert.severity })} {severityWords[alert.severity]} ·{' '}
          {alert.customerName}
        </p>
        <h1 className="text-xl font-semibold">{alert.title}</h1>
        <p className="text-sm text-text-2">{alert.summary}</p>
      </div>
      {alert.state === 'open' ? (
        <form action={`/api/mail-acknowledge/${token}`} className="flex flex-col gap-3" method="post">
          <button className={buttonClass('primary', 'min-h-11')} type="submit">
            Acknowledge as {memberName}
          </button>
          <p className="text-xs text-text-3">Others stop being called, and see that you are on it.</p>
        </form>
      ) : (
        <p className="text-sm" role="status">
          {standing(alert)}
        </p>
      )}
      <Link className={buttonClass('quiet', 'min-h-11')} href={`/alerts/${alert.alertId}`}>
        Open the alert
      </Link>
    </>
  )
}

function standing({ state, acknowledgedBy, resolvedBy }: AlertView): string {
  if (state === 'acknowledged') return `✓ Acknowledged by ${acknowledgedBy?.name ?? 'somebody'}.`
  return `✓ Resolved${resolvedBy ? ` by ${resolvedBy}` : ''}. There is nothing to acknowledge any more.`
}

function TooOld() {
  return (
    <div className="flex flex-col gap-3">
      <h1 className="text-xl font-semibold">This link does not work any more</h1>
      <p className="text-sm text-text-2">
        Links in mails work for seven days and only for whom they were sent to. Sign in to see the alert.
      </p>
      <Link className={buttonClass('primary', 'min-h-11')} href="/alerts">
        Go to the alerts
      </Link>
    </div>
  )
}
