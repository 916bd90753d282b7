import type { HowComputed as How } from '#lib/status-pages/contract.ts'
import { uptimeText } from './days/day-words.ts'

const rules: Record<How['groupRule'], string> = {
  mean: 'the mean of all components that are known',
  worst: 'that of the worst component',
  'all-up': 'the time in which every component was up',
}
const share = (weight: number) => `${Math.round(weight * 1000) / 10}\u2009%`

/** The arithmetic behind the page, in plain words, with the numbers that are really used. */
export function HowComputed({ how }: { how: How }) {
  return (
    <details className="group mt-8 border-t border-border pt-4 text-ui text-text-2">
      <summary className="flex min-h-6 w-fit items-center rounded font-medium text-text underline decoration-border-strong underline-offset-4">
        How this is computed
      </summary>
      <ul className="mt-3 flex max-w-prose list-disc flex-col gap-2 pl-5">
        <Line name="Uptime">
          is the time up divided by the time up and down. A major outage counts as{' '}
          {share(how.weights['major-outage'])} down, a partial outage as{' '}
          {share(how.weights['partial-outage'])}, a degraded service as {share(how.weights.degraded)}. Where
          several things are wrong at once the worst counts, never their sum. It is rounded down: 100 % means
          no downtime at all. The agreed target is {uptimeText(how.uptimeTarget)}.
        </Line>
        <Line name="Unknown time">
          (hatched) is in neither. It is when no reports arrived or we did not measure; it is never counted as
          up. History begins on the day a component was first seen.
        </Line>
        <Line name="Maintenance">
          {how.excusesMaintenance
            ? 'that was agreed beforehand is in neither, but shown. Trouble within it is shown too.'
            : 'is shown, and counted like any other time.'}
        </Line>
        <Line name="All components together">are {rules[how.groupRule]}.</Line>
        <Line name="How a component is">
          comes from the calls themselves, looked at every 30 seconds: joining from joins that failed in the
          last 15 minutes; audio, video, screen share and chat from the scores of what people use now, and
          from what was found to be wrong with it. Surely more than 5 % of people with trouble is degraded,
          more than 20 % a partial and more than 50 % a major outage. Two looks in a row make it worse, three
          make it better. Trouble in people’s own networks, devices and browsers makes it degraded at most. An
          open incident can make it worse than measured, never better.
        </Line>
        <Line name="Good calls">
          are those of two people or more that are over, could be scored, and scored 3.6 of 5 or more over the
          whole call. It stands beside uptime because a night without calls is up, too.
        </Line>
        <Line name="No data">
          means that reports stopped arriving. It does not mean that all is well. Not in use means that nobody
          is in a call, or nobody uses it.
        </Line>
        <li>
          Every person’s browser in a call reports how sound and picture really arrive. Each report gets a
          score from 1 to 5 by a published model; a minute is good from 4.0 up.
        </li>
        <li>Days are those of {how.timeZone}. The page refreshes itself every 15 seconds.</li>
      </ul>
    </details>
  )
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <li>
      <strong className="font-medium text-text">{name}</strong> {children}
    </li>
  )
}
