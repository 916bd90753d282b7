'use client'

import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import type { PolicyStep, Target } from '#lib/notifications/contract.ts'
import { repeatWords, stepDelayWords } from './policy-sentence.ts'
import type { Targets } from './use-targets.ts'

/** A policy as it is climbed: when, who, and who is behind a schedule right now. */
export function Ladder({
  steps,
  repeat,
  targets,
}: {
  steps: readonly PolicyStep[]
  repeat: number
  targets: Targets
}) {
  return (
    <ol className="flex flex-col">
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place on the ladder
        <li className="grid grid-cols-[20px_1fr] gap-x-2.5" key={i}>
          <Rail isLast={false} number={i + 1} />
          <div className="min-w-0 pb-3">
            <p className="flex flex-wrap items-center gap-2 text-text-2 text-xs">
              {stepDelayWords(step, i)}
              {step.important && (
                <span className="inline-flex h-5 items-center rounded-full border border-text px-2 text-text">
                  important
                </span>
              )}
            </p>
            <ul className="flex flex-col gap-0.5">
              {step.targets.map((target) => (
                <li className="text-sm" key={`${target.kind}-${target.id}`}>
                  <TargetLine target={target} targets={targets} />
                </li>
              ))}
            </ul>
          </div>
        </li>
      ))}
      <li className="grid grid-cols-[20px_1fr] gap-x-2.5">
        <Rail isLast number={null} />
        <p className="text-text-2 text-ui">{repeatWords(repeat)}</p>
      </li>
    </ol>
  )
}

function Rail({ number, isLast }: { number: number | null; isLast: boolean }) {
  return (
    <span aria-hidden="true" className="flex flex-col items-center">
      <span className="flex size-5 items-center justify-center rounded-full border border-border-strong text-2xs">
        {number ?? '↻'}
      </span>
      {!isLast && <span className="w-px flex-1 bg-border-strong" />}
    </span>
  )
}

const kindWords: Record<Target['kind'], string> = { member: '', schedule: 'on call in ', channel: '' }

function TargetLine({ target, targets }: { target: Target; targets: Targets }) {
  const shift = target.kind === 'schedule' ? targets.onCall(target.id) : null
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="font-medium">
        <span className="font-normal text-text-2">{kindWords[target.kind]}</span>
        {targets.targetName(target)}
      </span>
      {!targets.isKnown(target) && <StatusWord token="crit" word="Gone: skipped" />}
      {target.kind === 'schedule' && targets.isKnown(target) && (
        <span className="text-text-2 text-xs">
          {shift ? (
            <>
              now {shift.memberName}, until <AbsoluteTime at={shift.to} show="short" />
            </>
          ) : (
            <StatusWord size={14} token="crit" word="Nobody now" />
          )}
        </span>
      )}
    </span>
  )
}
