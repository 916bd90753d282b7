/** The arithmetic behind the page, in plain words. */
export function HowComputed() {
  return (
    <details className="group mt-8 border-t border-border pt-4 text-ui text-text-2">
      <summary className="w-fit rounded font-medium text-text underline decoration-border-strong underline-offset-4">
        How this is computed
      </summary>
      <ul className="mt-3 flex max-w-prose list-disc flex-col gap-2 pl-5">
        <li>
          Every person’s browser in a call reports how sound and picture really arrive. Each report gets a
          score from 1 to 5 by a published model; a minute is good from 4.0 up.
        </li>
        <li>
          <strong className="font-medium text-text">Good quality</strong> is the share of scored people whose
          calls were good in the last 15 minutes. People we do not hear from are left out, never counted as
          good.
        </li>
        <li>
          <strong className="font-medium text-text">Operational, Degraded, Impaired, Critical</strong> follow
          from the health of the last 15 minutes: bad and poor minutes, failed joins and dropped calls.
        </li>
        <li>
          <strong className="font-medium text-text">No data</strong> means that reports stopped arriving. It
          does not mean that all is well. <strong className="font-medium text-text">Idle</strong> means that
          nobody is in a call.
        </li>
        <li>
          The hatched parts of a line are minutes without a score. The page refreshes itself every 15 seconds.
        </li>
      </ul>
    </details>
  )
}
