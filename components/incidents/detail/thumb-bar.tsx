'use client'

import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useMove } from '../acts/use-move.ts'
import { nextStep } from './next-step.ts'
import type { Asking } from './stepper.tsx'

/** On a phone what is done most stays at the thumb: the next step, a note, the end. */
export function ThumbBar({
  detail: { incident, moves },
  onAsk,
  onNote,
}: {
  detail: IncidentDetail
  onAsk: Asking['onAsk']
  onNote: () => void
}) {
  const { cannot } = useIncidentActs()
  const { move, isPending } = useMove(incident)
  const next = nextStep(moves)
  const resolve = moves.find(({ to, back }) => to === 'resolved' && !back)
  const off = cannot !== null || isPending
  return (
    <div className="no-print fixed inset-x-0 bottom-[calc(56px+env(safe-area-inset-bottom))] z-20 flex flex-wrap gap-2 border-t border-border bg-surface p-2 md:hidden">
      {next !== null && (
        <Button
          className="h-11 flex-1 px-2"
          disabled={off}
          look="primary"
          onClick={() => (next.asksCause ? onAsk(next) : void move({ to: next.to, label: next.label }))}
        >
          <span className="truncate">{next.label}</span>
        </Button>
      )}
      <Button className="h-11 flex-1 px-2" disabled={cannot !== null} onClick={onNote}>
        Note
      </Button>
      {resolve && resolve.to !== next?.to && (
        <Button className="h-11 flex-1 px-2" disabled={off} onClick={() => onAsk(resolve)}>
          <span className="truncate">{resolve.label}</span>
        </Button>
      )}
      {cannot !== null && <p className="basis-full text-xs font-medium">{cannot}</p>}
    </div>
  )
}
