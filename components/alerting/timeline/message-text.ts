import type { MessageView } from '#lib/notifications/contract.ts'

type Clock = (at: number) => string

/** "Slack #ops · delivered 12:03:04 CET after 2 tries": what became of a message. */
export function outcomeText(message: MessageView, clock: Clock): string {
  const { status, sentAt, notBefore, attempts } = message
  const tries = attempts > 1 ? ` after ${attempts} tries` : ''
  if (status === 'sent') return `delivered${sentAt === null ? '' : ` ${clock(sentAt)}`}${tries}`
  if (status === 'dead') return `not delivered: given up${tries}${lastAnswer(message)}`
  if (status === 'moved') return `not delivered${tries}, moved on to another channel${lastAnswer(message)}`
  if (status === 'obsolete') return 'not sent: there was no need any more'
  if (status === 'bundled') return 'not sent by itself: part of a digest'
  if (status === 'leased') return 'being sent now'
  return attempts === 0
    ? `waits to be sent ${clock(notBefore)}`
    : `not delivered yet, next try ${clock(notBefore)}${lastAnswer(message)}`
}

function lastAnswer({ deliveries }: MessageView): string {
  const last = deliveries.findLast(({ outcome }) => outcome === 'failed')
  const why = last?.answer ?? last?.errorClass ?? null
  const status = last?.statusCode ?? null
  if (why === null && status === null) return ''
  return ` (${[status, why].filter((part) => part !== null && part !== '').join(': ')})`
}

/** The ones a reader must not miss. */
export const wentWrong = ({ status }: MessageView): boolean => status === 'dead' || status === 'moved'
