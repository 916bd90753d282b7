import type { ActReply, AlertView } from '#lib/alerting/alerts/contract.ts'

/** What a person can do to an alert. */
export type Act =
  | { verb: 'acknowledge'; note?: string }
  | { verb: 'unacknowledge' }
  | { verb: 'resolve'; reason?: string }
  | { verb: 'reopen' }
  | { verb: 'snooze'; until: number }
  | { verb: 'unsnooze' }
  | { verb: 'assign'; memberId: string | null; name: string | null }

export type Me = { memberId: string; name: string }

/** The alert as it will be if nobody else was faster. The server's answer replaces it. */
export function asIfDone(act: Act, alert: AlertView, me: Me, now: number): AlertView {
  switch (act.verb) {
    case 'acknowledge':
      return alert.state === 'open'
        ? { ...alert, state: 'acknowledged', acknowledgedBy: me, acknowledgedAt: now }
        : alert
    case 'unacknowledge':
      return { ...alert, state: 'open', acknowledgedBy: null, acknowledgedAt: null, snoozedUntil: null }
    case 'resolve':
      return { ...alert, state: 'resolved', resolvedAt: now, resolvedBy: 'user', snoozedUntil: null }
    case 'reopen':
      return { ...alert, state: 'open', resolvedAt: null, resolvedBy: null }
    case 'snooze':
      return { ...asIfDone({ verb: 'acknowledge' }, alert, me, now), snoozedUntil: act.until }
    case 'unsnooze':
      return { ...alert, snoozedUntil: null }
    case 'assign':
      return {
        ...alert,
        assignee: act.memberId === null ? null : { memberId: act.memberId, name: act.name ?? '' },
      }
  }
}

/** What takes it back; null where nothing sensible does. */
export function undoing(act: Act, before: AlertView): Act | null {
  switch (act.verb) {
    case 'acknowledge':
      return { verb: 'unacknowledge' }
    case 'unacknowledge':
      return { verb: 'acknowledge' }
    case 'resolve':
      return { verb: 'reopen' }
    case 'reopen':
      return { verb: 'resolve' }
    case 'snooze':
      // Snoozing took it as well.
      if (before.state === 'open') return { verb: 'unacknowledge' }
      return before.snoozedUntil === null
        ? { verb: 'unsnooze' }
        : { verb: 'snooze', until: before.snoozedUntil }
    case 'unsnooze':
      return before.snoozedUntil === null ? null : { verb: 'snooze', until: before.snoozedUntil }
    case 'assign':
      return {
        verb: 'assign',
        memberId: before.assignee?.memberId ?? null,
        name: before.assignee?.name ?? null,
      }
  }
}

/** The body of the request; an assignment says whom the screen showed, so that nobody is overwritten. */
export function bodyOf(act: Act, shown: AlertView): object {
  if (act.verb === 'assign') return { memberId: act.memberId, was: shown.assignee?.memberId ?? null }
  const { verb: _verb, ...rest } = act
  return rest
}

/** "Acknowledged", "3 acknowledged". */
export function doneText(act: Act, count: number): string {
  const word = act.verb === 'assign' && act.memberId === null ? 'taken off its owner' : doneWords[act.verb]
  return count === 1 ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : `${count} ${word}`
}
const doneWords: Record<Act['verb'], string> = {
  acknowledge: 'acknowledged',
  unacknowledge: 'given back',
  resolve: 'resolved',
  reopen: 'opened again',
  snooze: 'snoozed',
  unsnooze: 'woken up',
  assign: 'assigned',
}

/** Whether it was so already, or another owns it: then there is something to tell and nothing to take back. */
export function anotherWas(act: Act, { alert, did }: ActReply, me: Me): boolean {
  if (!did) return true
  return (
    act.verb === 'acknowledge' &&
    alert.acknowledgedBy !== null &&
    alert.acknowledgedBy.memberId !== me.memberId
  )
}

/** "Mara acknowledged it 2 s ago": what to say when another was first. */
export function firstWas({ alert, by }: ActReply, act: Act, ago: (at: number) => string): string {
  const at =
    act.verb === 'acknowledge' ? alert.acknowledgedAt : act.verb === 'resolve' ? alert.resolvedAt : null
  const word = doneWords[act.verb]
  const when = at === null ? '' : ` ${ago(at)}`
  if (by === null) return `It was ${word} already${when}.`
  return act.verb === 'acknowledge' ? `${by} acknowledged it${when}.` : `${by} was first: ${word}${when}.`
}
