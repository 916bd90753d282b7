import Link from 'next/link'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { silenceLink } from '../suppression/silence-link.ts'

/** Which rule or outside monitor said it, in words, and the ways further. */
export function RuleFacts({ alert }: { alert: AlertView }) {
  const { ruleId, ruleName, facts, source, sourceUrl, labels } = alert
  const links = [
    ...(facts.runbookUrl ? [{ label: 'Runbook', url: facts.runbookUrl }] : []),
    ...(facts.links ?? []),
    ...(sourceUrl === null ? [] : [{ label: `Open in ${source}`, url: sourceUrl }]),
  ]
  return (
    <section aria-labelledby="rule-facts">
      <h3 className="mb-1 text-sm font-semibold" id="rule-facts">
        Why it fired
      </h3>
      <div className="flex flex-col gap-2 rounded-lg border border-border bg-surface p-3 text-ui">
        {facts.ruleSentence !== undefined && <p className="wrap-anywhere">{facts.ruleSentence}</p>}
        <p className="text-text-2">
          {ruleId === null ? (
            `Said by ${source}.`
          ) : (
            <>
              Rule{' '}
              <Link
                className="font-medium text-text underline underline-offset-2"
                href={`/settings/rules/${ruleId}`}
              >
                {ruleName ?? 'without a name'}
              </Link>
            </>
          )}
        </p>
        {links.length > 0 && (
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {links.map(({ label, url }) => (
              <li key={`${label} ${url}`}>
                <a
                  className="inline-flex min-h-6 items-center font-medium underline underline-offset-2 pointer-coarse:min-h-11"
                  href={url}
                  rel="noopener nofollow"
                  target="_blank"
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        )}
        <p>
          <Link
            className="inline-flex min-h-6 items-center font-medium underline underline-offset-2 pointer-coarse:min-h-11"
            href={silenceLink(alert.customerId, likeThis(labels))}
          >
            Silence alerts like this one
          </Link>
        </p>
        <Labels labels={labels} />
      </div>
    </section>
  )
}

/** What makes others "like this one": not how grave it is, nor the one call. */
const besides: ReadonlySet<string> = new Set(['customer', 'severity', 'source', 'session'])
const likeThis = (labels: Record<string, string>) =>
  Object.fromEntries(Object.entries(labels).filter(([name, value]) => value !== '' && !besides.has(name)))

function Labels({ labels }: { labels: Record<string, string> }) {
  const all = Object.entries(labels)
  if (all.length === 0) return null
  return (
    <details className="text-xs text-text-2">
      <summary className="w-fit rounded-sm py-1 pointer-coarse:py-3">Labels</summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 font-mono">
        {all.map(([name, value]) => (
          <div className="contents" key={name}>
            <dt className="text-text-3">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
