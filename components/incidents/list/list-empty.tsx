import Link from 'next/link'
import { Button, buttonClass } from '#components/ui/button.tsx'
import type { IncidentListView } from '#lib/incidents/api-contract.ts'

const calm: Record<IncidentListView, { title: string; text: string }> = {
  open: {
    title: 'No incident is open.',
    text: 'An incident gathers the alerts, calls and words of one trouble of one customer. Open one from an alert with i, or let a rule open it.',
  },
  mine: {
    title: 'You lead no open incident.',
    text: 'What you lead, or speak to the customer about, stands here.',
  },
  overdue: {
    title: 'Every promised update was given.',
    text: 'When an incident says when its next update is due, and that moment passes, it stands here.',
  },
  learning: {
    title: 'Nothing waits to be learned from.',
    text: 'Resolved incidents whose review is not done stand here, with their corrective actions.',
  },
  closed: {
    title: 'No incident was closed yet.',
    text: 'What is over and learned from stands here, newest first.',
  },
  all: {
    title: 'There was no incident yet.',
    text: 'The first one is opened from an alert with i, by a rule, or by hand.',
  },
}

/** Why there is nothing here, and what would bring something. */
export function ListEmpty({
  view,
  narrowed,
  onClear,
}: {
  view: IncidentListView
  narrowed: boolean
  onClear: () => void
}) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-12 text-center text-sm text-text-2">
      {narrowed ? (
        <>
          <p className="font-medium text-text">No incident of this view matches the filters.</p>
          <Button onClick={onClear}>Show the whole view</Button>
        </>
      ) : (
        <>
          <p className="font-medium text-text">{calm[view].title}</p>
          <p className="max-w-md">{calm[view].text}</p>
          <p className="flex flex-wrap justify-center gap-2">
            <Link className={buttonClass('quiet')} href="/alerts">
              To the alerts
            </Link>
            <Link className={buttonClass('quiet')} href="/settings/incident-rules">
              Rules that open incidents
            </Link>
          </p>
        </>
      )}
    </div>
  )
}
