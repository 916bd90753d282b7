import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusGlyph, type StatusToken } from '#components/ui/status-glyph.tsx'
import type { MessageView } from '#lib/notifications/contract.ts'
import { attemptSentence } from './message-sentence.ts'

type Delivery = MessageView['deliveries'][number]
const token: Record<Delivery['outcome'], StatusToken> = { sent: 'ok', failed: 'crit', started: 'maint' }
const word: Record<Delivery['outcome'], string> = { sent: 'Taken', failed: 'Failed', started: 'Under way' }

/** Every attempt with what the far end said, word for word. */
export function AttemptList({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <ol aria-label="Attempts" className="flex flex-col gap-1 text-xs">
      {deliveries.map((delivery) => (
        <li className="flex flex-wrap gap-x-3 gap-y-0.5 border-border border-t py-1.5" key={delivery.attempt}>
          <span className="inline-flex w-22 items-center gap-1.5 font-medium">
            <StatusGlyph size={12} token={token[delivery.outcome]} />
            {word[delivery.outcome]}
          </span>
          <span className="text-text-2">
            attempt {delivery.attempt}, <AbsoluteTime at={delivery.at} show="clock-seconds" />
          </span>
          <span className="min-w-0 flex-1 basis-64 font-mono [overflow-wrap:anywhere]">
            {attemptSentence(delivery)}
          </span>
          {delivery.possibleRepeat && (
            <span
              className="inline-flex h-5 items-center rounded-full border border-border-strong border-dashed px-2 text-text-2"
              title="An earlier attempt may have arrived: its outcome was lost. The message carries the same id and these words."
            >
              possible repeat
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
