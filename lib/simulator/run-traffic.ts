import {
  isSilent,
  joinCall,
  leaveCall,
  type SimulatedParticipant,
  sample,
  takeBatch,
} from './simulated-participant.ts'
import { type Call, stories } from './stories.ts'

/** What the traffic needs of the world, so that it stays the same in the demo, in tests and in load checks. */
export type World = {
  now: () => number
  uuid: () => string
  /** Delivers one body; resolves to the server's wish for the next interval, or null when it was not acked. */
  post: (body: string) => Promise<{ intervalMs: number } | null>
}

const statsMs = 2_000
const keptBodies = 40

type Running = {
  one: SimulatedParticipant
  unsent: string[]
  nextSendAt: number
  intervalMs: number
  sending: boolean
}
type RunningCall = {
  call: Call
  key: string
  people: Running[]
  endsAt: number
  startsAt: number
  round: number
}

export type Traffic = {
  step: () => void
  stop: () => Promise<void>
  stats: () => { people: number; posted: number; failed: number }
}

/**
 * All stories at once. `step` is called a few times a second; it samples, sends and starts or ends calls when they are
 * due. Bodies that were not acked are kept and sent again with the same ids. The stories begin at `startSecond`, for who
 * cannot wait for their trouble.
 */
export function createTraffic(keys: Map<string, string>, world: World, startSecond = 0): Traffic {
  const startedAt = world.now()
  const calls: RunningCall[] = []
  const stats = { posted: 0, failed: 0 }
  for (const story of stories) {
    const key = keys.get(story.appSlug)
    if (key === undefined) continue
    story.calls.forEach((call, i) => {
      // Calls begin spread over the first seconds, so that the start is no stampede.
      calls.push({ call, key, people: [], endsAt: 0, startsAt: startedAt + ((i * 700) % 9_000), round: 0 })
    })
  }

  function begin(running: RunningCall, now: number) {
    const { call } = running
    const sessionId = `${call.room}-${Math.floor(now / 1000)}`
    running.round++
    running.endsAt = now + call.lengthS * 1000
    running.people = call.people.map((person, i) => ({
      one: joinCall(call, i, person, sessionId, world.uuid(), now),
      unsent: [],
      nextSendAt: now + 400 + i * 150,
      intervalMs: 5_000,
      sending: false,
    }))
  }

  function end(running: RunningCall, now: number) {
    for (const each of running.people) {
      leaveCall(each.one, now)
      void send(running, each, now)
    }
    running.people = []
    running.startsAt = now + running.call.restS * 1000
  }

  async function send(running: RunningCall, each: Running, now: number) {
    const { one } = each
    if (one.reports.length + one.events.length > 0)
      each.unsent.push(JSON.stringify(takeBatch(one, running.key, world.uuid(), now)))
    if (each.unsent.length > keptBodies) each.unsent.shift()
    if (each.sending) return
    each.sending = true
    try {
      while (each.unsent[0] !== undefined) {
        const reply = await world.post(each.unsent[0])
        stats[reply ? 'posted' : 'failed']++
        if (!reply) return
        each.unsent.shift()
        each.intervalMs = reply.intervalMs
      }
    } finally {
      each.sending = false
    }
  }

  function stepCall(running: RunningCall, now: number) {
    if (running.people.length === 0) {
      if (now >= running.startsAt) begin(running, now)
      return
    }
    if (now >= running.endsAt) {
      end(running, now)
      return
    }
    const second = startSecond + (now - startedAt) / 1000
    for (const each of running.people) {
      if (isSilent(each.one, second)) continue
      if (now - (each.one.lastSampleAt ?? 0) >= statsMs) sample(each.one, now, second)
      if (now < each.nextSendAt) continue
      each.nextSendAt = now + each.intervalMs
      void send(running, each, now)
    }
  }

  return {
    step() {
      const now = world.now()
      for (const running of calls) stepCall(running, now)
    },
    async stop() {
      const now = world.now()
      await Promise.all(
        calls.flatMap((running) =>
          running.people.map((each) => {
            leaveCall(each.one, now)
            return send(running, each, now)
          }),
        ),
      )
    },
    stats: () => ({ people: calls.reduce((sum, running) => sum + running.people.length, 0), ...stats }),
  }
}
