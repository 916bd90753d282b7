'use client'

import Link from 'next/link'
import { PersonName } from '#components/sessions/person-name.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { BandWord } from '#components/ui/band.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { type Band, bands } from '#lib/sessions/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { Card } from '../card.tsx'

/** Calls that show the trouble. Their measurements are kept as long as the incident. */
export function CallsCard({ detail: { incident, sessions } }: { detail: IncidentDetail }) {
  const act = useIncidentAct(incident)
  const { cannot, say } = useIncidentActs()
  const unlink = ({ sessionId, why }: IncidentDetail['sessions'][number]) =>
    act.mutate(
      { method: 'DELETE', path: `/sessions/${encodeURIComponent(sessionId)}`, body: {} },
      {
        onSuccess: () =>
          say('Call taken off', () =>
            act.mutate({ method: 'POST', path: '/sessions', body: { sessionId, why } }),
          ),
        onError: (problem) => say(`Not taken off: ${problem.message}`, null),
      },
    )
  return (
    <Card title={`Calls ${sessions.length === 0 ? '' : sessions.length}`.trim()}>
      {sessions.length === 0 ? (
        <p className="text-text-2">
          None is linked. “Link to incident” on the page of a call keeps its measurements as evidence.
        </p>
      ) : (
        <ul className="-mx-3 -mb-3">
          {sessions.map((call) => (
            <li className="flex items-start gap-2 border-t border-border px-3 py-2" key={call.sessionId}>
              <div className="min-w-0 flex-1">
                <Link
                  className="flex min-w-0 flex-wrap items-center gap-x-2 underline-offset-2 hover:underline"
                  href={`/sessions/${encodeURIComponent(call.sessionId)}`}
                  prefetch={false}
                >
                  <BandWord band={bandOf(call.band)} size={14} />
                  {call.score !== null && <span>{call.score.toFixed(1)}</span>}
                  <PersonName className="font-medium" name={call.name} />
                </Link>
                {call.why !== '' && (
                  <p className="text-xs wrap-anywhere" dir="auto">
                    {call.why}
                  </p>
                )}
                <p className="text-xs text-text-2">
                  started <AbsoluteTime at={call.startedAt} show="short" /> · linked by {call.linkedName} ·{' '}
                  {call.pinned ? 'evidence kept' : 'evidence not kept yet'}
                </p>
              </div>
              <Button
                aria-label={`Take off: ${call.name}`}
                disabled={cannot !== null || act.isPending}
                look="bare"
                onClick={() => unlink(call)}
                title={cannot ?? undefined}
              >
                Take off
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const bandOf = (name: string): Band => bands.find((band) => band === name) ?? 'unknown'
