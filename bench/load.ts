import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type Body, leavingBody, nextBody, type RecordedCall, readCalls, type Sender } from './bodies.ts'
import { percentile } from './measure.ts'

/**
 * The load generator: a process of its own, told over IPC what to do. It speaks `earshot/1` with bodies made from
 * recorded calls, and keeps its people between commands.
 */
export type Command =
  | {
      do: 'join'
      url: string
      keys: string[]
      people: number
      gzip: boolean
      /** put so many into each call, whatever the recordings had */
      callSize?: number
    }
  /** `people` send in turn at this many reports a second; over what real time gives, their clocks run faster */
  | { do: 'pace'; reportsPerSecond: number; seconds: number; people?: number }
  /** as fast as answers come, with this many requests in flight */
  | { do: 'flood'; inFlight: number; seconds: number }
  | { do: 'leave' }

export type Outcome = {
  reports: number
  events: number
  posts: number
  errors: number
  firstError: string | null
  seconds: number
  p50Ms: number
  p99Ms: number
  /** posts that could not be sent when they were due */
  late: number
  wireBytes: number
  plainBytes: number
  cpuMicros: number
}

const maxWaiting = 4_000
const joinInFlight = 32
const joinAttempts = 10
const uuid = () => randomUUID()
let target = { url: '', gzip: true }
let people: Sender[] = []
let turn = 0
const agent = new Agent({ keepAlive: true, maxSockets: 512 })

type Tally = Omit<Outcome, 'seconds' | 'p50Ms' | 'p99Ms' | 'cpuMicros'> & { acks: number[]; inFlight: number }
const newTally = (): Tally => ({
  reports: 0,
  events: 0,
  posts: 0,
  errors: 0,
  firstError: null,
  late: 0,
  wireBytes: 0,
  plainBytes: 0,
  acks: [],
  inFlight: 0,
})

function post(body: Body, tally: Tally): Promise<void> {
  tally.inFlight++
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const done = (error: string | null) => {
      tally.inFlight--
      if (error === null) {
        tally.posts++
        tally.reports += body.reports
        tally.events += body.events
        tally.wireBytes += body.bytes.length
        tally.plainBytes += body.plainBytes
        tally.acks.push(performance.now() - startedAt)
      } else {
        tally.errors++
        tally.firstError ??= error
      }
      resolve()
    }
    const headers = { 'content-type': 'text/plain', 'content-length': body.bytes.length }
    const req = request(target.url, { method: 'POST', agent, headers }, (res) => {
      let text = ''
      res.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk
      })
      res.once('end', () => done(faultOf(res.statusCode, text)))
    })
    req.once('error', (error) => done(error.message))
    req.end(body.bytes)
  })
}

/** An ack counts when it takes every item as new: nothing lost, nothing refused. */
function faultOf(status: number | undefined, text: string): string | null {
  if (status !== 200) return `${status} ${text.slice(0, 200)}`
  return text.includes('"rejected":[]') && text.includes('"duplicate":0') ? null : text.slice(0, 200)
}

async function join(keys: string[], count: number, callSize?: number): Promise<Outcome> {
  const recorded = readCalls()
  const calls = callSize === undefined ? recorded : [{ participants: together(recorded, callSize) }]
  people = []
  for (let room = 0; people.length < count; room++) {
    const call = calls[room % calls.length]
    const key = keys[room % keys.length]
    if (!call || !key) throw new Error('no recordings or no keys')
    const session = `bench-${uuid()}`
    call.participants.forEach((steps, i) => {
      const head = `"key":"${key}","session":{"id":"${session}","name":"Call ${room}"},"participant":{"id":"p${i}"}`
      people.push({ head, boot: uuid(), steps, at: 0, seq: 0, clockMs: Date.now(), batches: i % 2 })
    })
  }
  people.length = count
  return measured(async (tally) => {
    let next = 0
    const worker = async () => {
      for (let one = people[next++]; one; one = people[next++]) await joinOne(one, tally)
    }
    await Promise.all(Array.from({ length: joinInFlight }, worker))
  })
}

/** One call of so many participants, with sound and picture, out of several. */
function together(calls: readonly RecordedCall[], size: number): RecordedCall['participants'] {
  const all = calls.flatMap(({ participants }) => participants)
  return Array.from({ length: size }, (_, i) => all[i % all.length] ?? [])
}

/** Like the SDK, who is refused tries again with the same body; only who never gets in is an error. */
async function joinOne(one: Sender, tally: Tally): Promise<void> {
  const body = nextBody(one, uuid, target.gzip)
  for (let attempt = 1; attempt <= joinAttempts; attempt++) {
    const last = attempt === joinAttempts
    const before = tally.errors
    await post(body, tally)
    if (tally.errors === before) return
    if (last) return
    tally.errors = before
    tally.late++
    await pause(500)
  }
}

function nextInTurn(among: number): Sender {
  const one = people[turn++ % among]
  if (!one) throw new Error('nobody has joined')
  return one
}

/** Open loop: a slow answer does not slow the sending, so waiting shows in the percentiles. */
async function pace(reportsPerSecond: number, seconds: number, among: number): Promise<Outcome> {
  const postsPerSecond = reportsPerSecond / 2.5
  for (const one of people) one.clockMs = Math.max(one.clockMs, Date.now() - 5_000)
  return measured(async (tally) => {
    const startedAt = performance.now()
    let due = 0
    while (performance.now() - startedAt < seconds * 1_000) {
      const wanted = ((performance.now() - startedAt) / 1_000) * postsPerSecond
      for (; due < wanted; due++) {
        if (tally.inFlight >= maxWaiting) {
          tally.late++
          continue
        }
        const one = nextInTurn(among)
        void post(nextBody(one, uuid, target.gzip), tally)
      }
      await pause(2)
    }
    while (tally.inFlight > 0) await pause(5)
  })
}

async function flood(inFlight: number, seconds: number): Promise<Outcome> {
  return measured(async (tally) => {
    const until = performance.now() + seconds * 1_000
    const worker = async () => {
      while (performance.now() < until)
        await post(nextBody(nextInTurn(people.length), uuid, target.gzip), tally)
    }
    await Promise.all(Array.from({ length: inFlight }, worker))
  })
}

async function leave(): Promise<Outcome> {
  return measured(async (tally) => {
    for (let i = 0; i < people.length; i += joinInFlight)
      await Promise.all(people.slice(i, i + joinInFlight).map((one) => post(leavingBody(one, uuid), tally)))
    people = []
  })
}

async function measured(work: (tally: Tally) => Promise<void>): Promise<Outcome> {
  const tally = newTally()
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  await work(tally)
  const { acks, inFlight: _done, ...counts } = tally
  const { user, system } = process.cpuUsage(cpu)
  return {
    ...counts,
    seconds: (performance.now() - startedAt) / 1_000,
    p50Ms: percentile(acks, 0.5),
    p99Ms: percentile(acks, 0.99),
    cpuMicros: user + system,
  }
}

function obey(command: Command): Promise<Outcome> {
  if (command.do === 'join') {
    target = { url: `${command.url}/collect/v1`, gzip: command.gzip }
    return join(command.keys, command.people, command.callSize)
  }
  if (command.do === 'pace')
    return pace(
      command.reportsPerSecond,
      command.seconds,
      Math.min(command.people ?? people.length, people.length),
    )
  if (command.do === 'flood') return flood(command.inFlight, command.seconds)
  return leave()
}

process.on('message', (command: Command) => {
  obey(command).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      process.stderr.write(`load: ${error instanceof Error ? error.stack : error}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
