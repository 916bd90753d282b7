import Link from 'next/link'

/** Nobody has ever reported: say what happens next and how to make it happen. */
export function WallEmpty() {
  return (
    <section className="mx-auto mt-10 max-w-xl rounded-lg border border-border bg-surface p-6">
      <h2 className="text-base font-semibold">No calls yet</h2>
      <p className="mt-1 text-ui text-text-2">
        As soon as an app with the Earshot script opens a call, it appears here within a few seconds.
      </p>
      <ol className="mt-5 flex flex-col gap-4 text-ui">
        <Step n={1} title="Put the script first on the page that holds the call">
          <code className="mt-1.5 block overflow-x-auto rounded-md bg-raised px-3 py-2 font-mono text-xs">
            {'<script src="/sdk/v1.js" data-key="pk_…"></script>'}
          </code>
        </Step>
        <Step n={2} title="Name the call and the person">
          <code className="mt-1.5 block overflow-x-auto rounded-md bg-raised px-3 py-2 font-mono text-xs">
            {"Earshot.init({ room: 'standup', peer: 'ben' })"}
          </code>
        </Step>
        <Step n={3} title="Open a call with two tabs and come back here">
          <span className="text-text-2">
            Ended calls stay in{' '}
            <Link className="underline" href="/sessions">
              Sessions
            </Link>
            .
          </span>
        </Step>
      </ol>
    </section>
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
