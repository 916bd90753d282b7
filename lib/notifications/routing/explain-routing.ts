import type { TryReply } from './contract.ts'

/** What `try` found, in sentences: first why, then who and when. */
export function explainRouting({ routes, mutedBy, told }: Omit<TryReply, 'sentences'>, now: Date): string[] {
  return [
    ...routes.map(routeWords),
    ...mutedBy.map(({ kind, name }) => `Muted by ${kind} “${name}”: nobody would be told while that lasts.`),
    ...(mutedBy.length > 0 ? [] : toldWords(told, now)),
  ]
}

function routeWords({ name, isLastResort, channels, policy }: TryReply['routes'][number]): string {
  const whom = [
    channels.length > 0 ? `tells ${channels.map((one) => `“${one.name}”`).join(', ')}` : null,
    policy ? `starts the escalation policy “${policy.name}”` : null,
  ].filter((part) => part !== null)
  const does = whom.length > 0 ? whom.join(' and ') : 'has nobody to tell'
  return isLastResort
    ? `No route takes it: the last resort ${does}.`
    : `The route “${name}” takes it: it ${does}.`
}

function toldWords(told: TryReply['told'], now: Date): string[] {
  if (told.length === 0) return ['Nobody would be told within the next hour.']
  return told.map(({ at, whom, how, why }) => `${when(at, now)}: ${whom}${how ? ` (${how})` : ''}, ${why}.`)
}

function when(at: number, now: Date): string {
  const seconds = Math.round((at - now.getTime()) / 1_000)
  if (seconds <= 0) return 'At once'
  if (seconds < 120) return `After ${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `After ${minutes} minutes` : `After ${Math.round(minutes / 60)} hours`
}
