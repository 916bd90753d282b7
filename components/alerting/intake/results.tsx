import Link from 'next/link'
import type { DeliveryResult } from '#lib/alerting/intake/contract.ts'
import { didWords } from './integration-state.ts'

const mostShown = 20

/** What became of each alert in a delivery. */
export function Results({ results }: { results: readonly DeliveryResult[] }) {
  if (results.length === 0) return null
  return (
    <ul className="flex flex-col gap-0.5 text-ui">
      {results.slice(0, mostShown).map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of one delivery never changes
        <li className="min-w-0 [overflow-wrap:anywhere]" key={i}>
          {one.title && <ResultTitle {...one} />}
          {one.title && <span className="text-text-2"> {didWords[one.did] ?? one.did}</span>}
          {one.why && <span className="text-text-2">{one.title ? `: ${one.why}` : one.why}</span>}
        </li>
      ))}
      {results.length > mostShown && <li className="text-text-2">and {results.length - mostShown} more</li>}
    </ul>
  )
}

function ResultTitle({ title, alertId }: DeliveryResult) {
  if (alertId === null) return <bdi>{title}</bdi>
  return (
    <Link className="underline" href={`/alerts/${alertId}`}>
      <bdi>{title}</bdi>
    </Link>
  )
}
