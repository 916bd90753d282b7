import Link from 'next/link'
import { AbsoluteTime } from '#components/time/time.tsx'
import { addressOfMoment, type ReportedMoment } from '#lib/sessions/annotations/contract.ts'

/** A code that more than one call drew: newest first, for the operator to choose. */
export function ReportedMoments({ code, moments }: { code: string; moments: readonly ReportedMoment[] }) {
  return (
    <section aria-labelledby="which-call" className="max-w-160">
      <h1 className="text-title font-semibold" id="which-call">
        Which call does {code} mean?
      </h1>
      <p className="mt-1 text-text-2">More than one call drew this code lately. The newest comes first.</p>
      <ul className="mt-4 divide-y divide-border rounded-md border border-border">
        {moments.map((moment) => (
          <li key={`${moment.sessionId} ${moment.participantId}`}>
            <Link
              className="flex min-h-11 flex-wrap items-center gap-x-3 px-3 py-2 hover:bg-raised"
              href={addressOfMoment(moment)}
            >
              <AbsoluteTime at={moment.at} show="moment" />
              <span className="font-medium">{moment.participantName}</span>
              <span className="text-text-2">
                {moment.sessionName} · {moment.customerName}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
