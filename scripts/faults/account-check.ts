import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { readAccount, setReportsPerMinute } from './store.server.ts'
import { post } from './traffic.ts'

type App = { id: string; key: string }
type Tally = Map<string, number>

const batches = 120
const perMinute = 600

/**
 * Without a kill every item is accounted for: good, repeated, spoiled, refused by the quota and dropped by the client.
 * Returns the outcomes whose numbers differ. The engine has to be stopped gracefully before `compare`.
 */
export async function sendForAccount(url: string, app: App): Promise<{ compare(): Promise<string[]> }> {
  await setReportsPerMinute(app.id, perMinute)
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const before = await readAccount(app.id)
  const sent: Tally = new Map()
  for (let i = 0; i < batches; i++) {
    const made = makeBatch(app.key, i)
    for (let copy = 0; copy < (i % 5 === 0 ? 2 : 1); copy++)
      tally(sent, made, await post(`${url}/collect/v1`, made.body, agent), copy)
  }
  agent.destroy()
  return {
    async compare() {
      const after = await readAccount(app.id)
      const outcomes = new Set([...sent.keys(), ...after.keys()])
      return [...outcomes].flatMap((outcome) => {
        const counted = (after.get(outcome) ?? 0) - (before.get(outcome) ?? 0)
        const own = sent.get(outcome) ?? 0
        return counted === own ? [] : [`${outcome}: sent ${own}, accounted ${counted}`]
      })
    },
  }
}

type Made = { body: string; items: number; spoiled: number; drops: number }

function makeBatch(key: string, i: number): Made {
  const at = Date.now()
  const spoiled = i % 7 === 0 ? 1 : 0
  const drops = i % 11 === 0 ? 3 : 0
  const events = Array.from({ length: 8 }, (_, seq) => ({ seq, t: at, type: 'custom', data: { name: 'x' } }))
  const body = JSON.stringify({
    v: 1,
    key,
    batch: randomUUID(),
    boot: randomUUID(),
    sentAt: at,
    session: { id: `account-${i >> 3}` },
    participant: { id: `p${i}` },
    reports: spoiled ? [['no number', at, [], []]] : [],
    events,
    ...(drops ? { drops: { 'buffer-full': drops } } : {}),
  })
  return { body, items: events.length + spoiled, spoiled, drops }
}

function tally(sent: Tally, made: Made, answer: Awaited<ReturnType<typeof post>>, copy: number) {
  const add = (outcome: string, items: number) => {
    if (items > 0) sent.set(outcome, (sent.get(outcome) ?? 0) + items)
  }
  if (answer.status === 429) return add('limited', made.items)
  if (answer.status !== 200) throw new Error(`a batch without faults around was answered ${answer.status}`)
  // The quota may refuse the first copy and let the second pass: then the second is the new one.
  const isNew = copy === 0 || answer.reply?.accepted !== 0
  add(isNew ? 'accepted' : 'duplicate', made.items - made.spoiled)
  add('rejected:bad-seq', made.spoiled)
  if (isNew) add('dropped:buffer-full', made.drops)
}
