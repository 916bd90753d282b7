import { io, type Socket } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { signInCookieName } from '#lib/access/sign-in-cookie.ts'
import { socketPath, type WatchAck, watchAckSchema } from '#lib/realtime/contract.ts'
import { ask, eachOf, ownWrite } from './ask.ts'
import { leakIn } from './canaries.ts'
import type { Ground } from './matrix-checks.ts'
import { signInDirectly } from './tenants.ts'

type SocketGround = Ground & { engine: string }

/** The realtime door: whose pages may open it, what may be watched, and how fast an ended sign-in is out. */
export async function checkSockets(ground: SocketGround): Promise<void> {
  await checkOrigins(ground)
  await checkWatching(ground)
  await checkRevocation(ground)
}

async function checkOrigins({ web, engine, mine, report }: SocketGround): Promise<void> {
  const { token } = await signInDirectly(mine.people.operator)
  const host = new URL(web).host
  const origins: (string | undefined)[] = [
    undefined,
    'null',
    '',
    'https://elsewhere.example',
    engine,
    web.replace('http:', 'https:'),
    `${web}/`,
    `${web}.elsewhere.example`,
    `http://elsewhere.example/${web}`,
    `http://user@${host}`,
    `http://127.0.0.1:${new URL(web).port}`,
    web.toUpperCase(),
  ]
  await eachOf(origins, 4, async (origin) => {
    const socket = open(engine, web, token, origin)
    report.check(!(await connects(socket)), () => `a socket from origin ${origin} connects`)
    socket.close()
  })
  for (const [what, cookie] of [
    ['no cookie', null],
    ['noise for a cookie', 'noise'],
  ] as const) {
    const socket = open(engine, web, cookie, web)
    report.check(!(await connects(socket)), () => `a socket with ${what} connects`)
    socket.close()
  }
  const socket = open(engine, web, token, web)
  report.check(await connects(socket), () => 'a socket of our own page does not connect')
  socket.close()
}

async function checkWatching({ web, engine, mine, theirs, report }: SocketGround): Promise<void> {
  for (const role of ['operator', 'manager', 'customer'] as const) {
    const { token } = await signInDirectly(mine.people[role])
    const socket = open(engine, web, token, web)
    const heard: string[] = []
    socket.onAny((...message) => heard.push(JSON.stringify(message)))
    if (!(await connects(socket))) {
      report.check(role === 'customer', () => `a socket of the ${role} does not connect`)
      socket.close()
      continue
    }
    const foreign = await watch(socket, { wall: true, sessionId: theirs.sessionId })
    const missing = await watch(socket, { wall: true, sessionId: uuidv7() })
    report.check(foreign?.ok === false, () => `${role} may watch a foreign call`)
    report.check(
      JSON.stringify(foreign) === JSON.stringify(missing),
      () => `${role}: a foreign call differs from a missing one`,
    )
    const own = await watch(socket, { wall: true, sessionId: mine.sessionId })
    report.check(own?.ok === (role !== 'customer'), () => `${role} watching an own call: ${own?.code}`)
    for (const name of rooms(theirs)) {
      socket.emit('join', name)
      socket.emit('subscribe', name)
      socket.emit('watch', { wall: true, sessionId: name, customerId: theirs.customerId })
      socket.emit('watch', { room: name })
    }
    for (const odd of [null, undefined, [], 'x', 1, { wall: 'yes' }, { __proto__: null }])
      socket.emit('watch', odd)
    await pause(1_500)
    for (const message of heard)
      report.check(leakIn(message, theirs.canaries) === null, () => `${role} hears ${message.slice(0, 200)}`)
    report.check(
      !heard.some((message) => message.includes(theirs.word)),
      () => `${role} hears another tenant`,
    )
    socket.close()
  }
}

const rooms = ({ customerId, sessionId, appId, word }: Ground['theirs']) => [
  `session:${sessionId}`,
  `wall:${customerId}`,
  'wall:all',
  'wall:*',
  `customer:${customerId}`,
  appId,
  word,
]

async function checkRevocation({ web, engine, mine, report }: SocketGround): Promise<void> {
  const { token } = await signInDirectly(mine.people.operator)
  const socket = open(engine, web, token, web)
  if (!(await connects(socket))) return report.check(false, () => 'the socket to be revoked does not connect')
  await watch(socket, { wall: true, sessionId: mine.sessionId })
  const gone = new Promise<boolean>((resolve) => {
    socket.once('disconnect', () => resolve(true))
    setTimeout(() => resolve(false), 5_000).unref()
  })
  const cookie = `${signInCookieName(web)}=${token}`
  await ask(web, { method: 'POST', path: '/api/v1/sign-out', cookie, headers: ownWrite(web), body: '{}' })
  report.check(await gone, () => 'a revoked socket is still open after 5 s')
  socket.close()
  const again = open(engine, web, token, web)
  report.check(!(await connects(again)), () => 'a revoked sign-in opens a socket')
  again.close()
}

function open(engine: string, web: string, token: string | null, origin: string | undefined): Socket {
  const extraHeaders: Record<string, string> = {}
  if (token) extraHeaders.cookie = `${signInCookieName(web)}=${token}`
  if (origin !== undefined) extraHeaders.origin = origin
  return io(engine, {
    path: socketPath,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: 5_000,
    extraHeaders,
  })
}

function connects(socket: Socket): Promise<boolean> {
  if (socket.connected) return Promise.resolve(true)
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('connect_error', () => resolve(false))
  })
}

/** The ack, or null when none of the known shape comes. */
async function watch(socket: Socket, message: unknown): Promise<WatchAck | null> {
  const ack: unknown = await socket
    .timeout(4_000)
    .emitWithAck('watch', message)
    .catch(() => null)
  return watchAckSchema.safeParse(ack).data ?? null
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
