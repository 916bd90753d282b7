import { clsx } from 'clsx'
import Link from 'next/link'
import { useId, useState } from 'react'
import { parentHref } from '#components/incidents/shared/parent-link.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { statusSoft } from '#components/ui/status-glyph.tsx'
import type { FleetFindingView } from '#lib/diagnosis/fleet/contract.ts'
import { CauseEvidence } from './cause-evidence.tsx'
import { findingNote, findingStatus, touchWords } from './fleet-words.ts'

/** One shared cause: what, since when, whom it touches; what it rests on when asked. */
export function FleetItem({ finding, now }: { finding: FleetFindingView; now: number }) {
  const [open, setOpen] = useState(false)
  const evidenceId = useId()
  const { token, word } = findingStatus(finding)
  return (
    <li className="p-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <span className={clsx('rounded-full px-2 py-0.5', statusSoft[token])} title={findingNote(finding)}>
          <StatusWord className="text-xs" size={14} token={token} word={word} />
        </span>
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="text-sm font-semibold">{finding.title}</h3>
          <p className="text-ui text-text-2">
            {finding.quietSince !== null && (
              <>
                When it was last seen, at <AbsoluteTime at={finding.seenAt} show="short" />:{' '}
              </>
            )}
            {finding.sentence}
          </p>
          <p className="mt-1 text-xs text-text-3">
            Since <AbsoluteTime at={finding.openedAt} show="short" /> (
            {formatDuration(now - finding.openedAt)}) · {touchWords(finding)} · {findingNote(finding)}
          </p>
        </div>
        {finding.customers.length > 1 && (
          <Link className={buttonClass('quiet')} href={parentHref(finding)} prefetch={false}>
            Open for all {finding.customers.length} customers
          </Link>
        )}
        <Button aria-controls={evidenceId} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide evidence' : 'Evidence'}
        </Button>
      </div>
      <div className="mt-3 border-t border-border pt-3" hidden={!open} id={evidenceId}>
        {open && <CauseEvidence cause={finding} />}
      </div>
    </li>
  )
}
