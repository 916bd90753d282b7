'use client'

import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { TryReply } from '#lib/notifications/routing/contract.ts'
import { spanWords } from '../shared/span-words.ts'

/** First why, then who and when: now, and within the hour. */
export function TryAnswer({ answer, askedAt }: { answer: TryReply; askedAt: number }) {
  const { told, mutedBy, sentences } = answer
  // The told ones stand below with their times; the sentences before them say which route and why.
  const why = sentences.slice(0, answer.routes.length + mutedBy.length)
  return (
    <div className="flex flex-col gap-2 rounded-md border border-border bg-bg p-3 text-ui">
      {why.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {mutedBy.length === 0 && told.length === 0 && (
        <p className="flex items-center gap-2 font-medium text-crit-fg">
          <StatusGlyph token="crit" /> Nobody would be told within the next hour.
        </p>
      )}
      {mutedBy.length === 0 && told.length > 0 && (
        <ol className="flex flex-col">
          {told.map((one) => (
            <li
              className="flex flex-wrap gap-x-3 border-border border-t py-1"
              key={`${one.at}-${one.whom}-${one.how}-${one.why}`}
            >
              <span className="w-32 text-text-2">
                {whenTold(one.at - askedAt)} <AbsoluteTime at={one.at} className="text-xs" />
              </span>
              <span className={one.whom === 'Nobody' ? 'font-medium text-crit-fg' : 'font-medium'}>
                {one.whom}
              </span>
              <span className="text-text-2">
                {[howWords[one.how] ?? one.how, one.why].filter(Boolean).join(', ')}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

const howWords: Record<string, string> = { email: 'by e-mail', slack: 'by Slack' }

/** A few seconds between the question and the answer are "now". */
const whenTold = (ms: number): string =>
  ms < 5_000 ? 'Now' : `In ${spanWords(ms < 120_000 ? ms : Math.round(ms / 60_000) * 60_000)}`
