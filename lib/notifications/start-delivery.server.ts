import { listen } from '#lib/db/listen.server.ts'
import { log } from '#lib/log.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { announceChanges, isAnnounced } from './announce/announce-changes.server.ts'
import { sendCanaries } from './canary/send-canaries.server.ts'
import { send } from './channels/send.server.ts'
import { createSender } from './outbox/deliver-due.server.ts'
import { recordDelivered, recordUndelivered } from './routing/record-delivered.server.ts'

const deliverEveryMs = 500
const announceEveryMs = 5_000

/**
 * Sends what is to be sent for as long as the worker runs: woken by every message that is written down and by every act
 * on an alert, and by itself for what was missed or waits for its time.
 */
export function startDelivery(): { loops: Loop[]; stop(): Promise<void> } {
  const onError = (error: unknown) =>
    log.error({ err: error }, 'a message could not be handled; it is tried again')
  const sender = createSender({
    now: () => new Date(),
    random: Math.random,
    send,
    recordDelivered,
    recordUndelivered,
    onError,
  })
  const deliver = startLoop('deliver', deliverEveryMs, sender.deliverDue)
  let asked = false
  const announce = startLoop('announce-changes', announceEveryMs, async () => {
    asked = false
    await announceChanges(new Date())
  })
  const announceSoon = () => {
    if (asked) return // a run that has not begun yet sees it too
    asked = true
    void announce.runNow()
  }
  const canaries = startLoop('channel-canaries', 60_000, () => sendCanaries(new Date()))
  const line = listen('worker', {
    earshot_outbox: () => void sender.deliverDue().catch(onError),
    earshot_alert: (payload) => {
      if (isAnnounced(String((JSON.parse(payload) as { kind?: unknown }).kind))) announceSoon()
    },
  })
  return {
    loops: [deliver, announce, canaries],
    async stop() {
      await line.stop()
      await sender.stop()
    },
  }
}
