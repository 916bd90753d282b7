import Link from 'next/link'

/** Where the SDK comes from and where it reports to, as the browser of a customer sees them. */
export type ConnectUrls = { publicUrl: string; engineUrl: string }

/** Nobody has ever reported: say what happens next and how to make it happen. */
export function WallEmpty({ urls }: { urls: ConnectUrls }) {
  return (
    <section className="mx-auto mt-10 max-w-2xl rounded-lg border border-border bg-surface p-6">
      <h2 className="text-base font-semibold">No calls yet</h2>
      <p className="mt-1 text-ui text-text-2">
        As soon as an app with the Earshot script opens a call, it appears here within a few seconds.
      </p>
      <ol className="mt-5 flex flex-col gap-4 text-ui">
        <Step n={1} title="Put the script first on the page that holds the call, with the key of the app">
          <Code text={scriptTag(urls)} />
        </Step>
        <Step n={2} title="Say which call it is and who is in it">
          <Code
            text={
              "Earshot.identify({\n  session: { id: 'standup-42', name: 'Standup' },\n  participant: { id: 'ben' },\n})"
            }
          />
        </Step>
        <Step n={3} title="Open a call with two tabs and come back here">
          <span className="text-text-2">
            Ended calls stay in{' '}
            <Link className="underline underline-offset-2" href="/sessions">
              Sessions
            </Link>
            .
          </span>
        </Step>
      </ol>
    </section>
  )
}

/** The endpoint is named only where the engine has an origin of its own. */
export function scriptTag({ publicUrl, engineUrl }: ConnectUrls): string {
  const endpoint = engineUrl === publicUrl ? '' : `\n  data-endpoint="${engineUrl}"`
  return `<script src="${publicUrl}/sdk/v1.js"\n  data-key="pk_…"${endpoint}></script>`
}

function Code({ text }: { text: string }) {
  return (
    <pre className="mt-1.5 overflow-x-auto rounded-md bg-raised px-3 py-2 font-mono text-xs">
      <code>{text}</code>
    </pre>
  )
}

function Step({ n, title, children }: { n: number; title: string; children: React.ReactNode }) {
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)] gap-2">
      <span className="flex size-5 items-center justify-center rounded-full border border-border-strong text-2xs font-semibold">
        {n}
      </span>
      <div>
        <p className="font-medium">{title}</p>
        {children}
      </div>
    </li>
  )
}
