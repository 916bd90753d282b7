import { listen } from '#lib/db/listen.server.ts'
import { log } from '#lib/log.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { writeMails } from './mails/write-mails.server.ts'

const everyMs = 60_000

/**
 * Tells by mail what stands in rows, for as long as the worker runs: woken by every row that is written or changed, and
 * by itself each minute for what only time changes.
 */
export function startMails(): { loops: Loop[]; stop(): Promise<void> } {
  const onError = (err: unknown, source: string) =>
    log.error({ err, source }, 'mails could not be written down; they are tried again')
  let asked = false
  const loop = startLoop('mails', everyMs, async () => {
    asked = false
    await writeMails(new Date(), onError)
  })
  const wake = () => {
    if (asked) return
    asked = true
    void loop.runNow()
  }
  const line = listen('worker', { earshot_mail: wake, earshot_incident: wake })
  return { loops: [loop], stop: () => line.stop() }
}
