/**
 * What happened to alerts and what the far ends were told of it, written down outside of the system. A transition is one
 * alert that fired or was resolved; a far end must hear of each at least once.
 */
export type Transition = `${string} ${'fired' | 'resolved'}`
export type ToldLedger = {
  made: (transition: Transition) => void
  /** one arrival at a far end */
  told: (transition: Transition, possibleRepeat: boolean) => void
  wasTold: (transition: Transition) => boolean
  compare: () => ToldComparison
}
export type ToldComparison = {
  transitions: number
  /** made, and never told */
  undelivered: number
  /** told more than once */
  extra: number
  /** of these, without the words "possible repeat" */
  unmarked: number
  /** told, and never made */
  invented: number
}

export function createToldLedger(): ToldLedger {
  const made = new Set<Transition>()
  const told = new Map<Transition, boolean[]>()
  return {
    made: (transition) => void made.add(transition),
    told(transition, possibleRepeat) {
      told.set(transition, [...(told.get(transition) ?? []), possibleRepeat])
    },
    wasTold: (transition) => told.has(transition),
    compare() {
      const repeats = [...told.values()].flatMap((arrivals) => arrivals.slice(1))
      return {
        transitions: made.size,
        undelivered: [...made].filter((one) => !told.has(one)).length,
        extra: repeats.length,
        unmarked: repeats.filter((possibleRepeat) => !possibleRepeat).length,
        invented: [...told.keys()].filter((one) => !made.has(one)).length,
      }
    },
  }
}

/** What is wrong with it, in words; each kill may cost at most one extra message. */
export function faultsOfTold(
  { transitions, undelivered, extra, unmarked, invented }: ToldComparison,
  kills: number,
): string[] {
  return [
    transitions === 0 ? 'nothing happened, so nothing was tested' : '',
    undelivered > 0 ? `${undelivered} of ${transitions} transitions were never told` : '',
    extra > kills ? `${extra} extra messages after ${kills} kills` : '',
    unmarked > 0 ? `${unmarked} extra messages did not say that they may be repeats` : '',
    invented > 0 ? `${invented} messages tell of what never happened` : '',
  ].filter((line) => line !== '')
}
