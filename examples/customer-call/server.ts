import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const files: Record<string, [name: string, type: string]> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/call.js': ['call.js', 'text/javascript; charset=utf-8'],
  '/synthetic-media.js': ['synthetic-media.js', 'text/javascript; charset=utf-8'],
  '/call.css': ['call.css', 'text/css; charset=utf-8'],
}
const maxBodyBytes = 256 * 1024
const maxRooms = 200
const maxPeople = 12

type Room = Map<string, ServerResponse>

/** A small calling app as a customer might run it: pages, and a relay for the messages that set up a call. */
export async function startExample({
  port = 0,
  host = 'localhost',
} = {}): Promise<{ url: string; close(): Promise<void> }> {
  const rooms = new Map<string, Room>()
  const server = createServer((request, response) => {
    answer(request, response, rooms).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((done, refuse) => server.once('error', refuse).listen(port, host, done))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  rooms: Map<string, Room>,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const file = files[url.pathname]
  if (request.method === 'GET' && file) {
    response.writeHead(200, { 'content-type': file[1], 'cache-control': 'no-store' })
    response.end(await readFile(`${folder}${file[0]}`))
    return
  }
  const [, kind, name = ''] = url.pathname.split('/')
  const person = url.searchParams.get('person') ?? ''
  if (kind !== 'room' || name === '' || person === '') return void response.writeHead(404).end()
  if (request.method === 'GET') enter(roomNamed(name, rooms), name, person, response, rooms)
  else if (request.method === 'POST') await relay(rooms.get(name), person, request, response)
  else response.writeHead(405).end()
}

function roomNamed(name: string, rooms: Map<string, Room>): Room | null {
  const room = rooms.get(name) ?? new Map<string, ServerResponse>()
  if (rooms.size >= maxRooms || room.size >= maxPeople) return null
  rooms.set(name, room)
  return room
}

/** Opens the stream of messages for one person, and tells who is there already: the newcomer calls them. */
function enter(
  room: Room | null,
  name: string,
  person: string,
  response: ServerResponse,
  rooms: Map<string, Room>,
): void {
  if (!room) return void response.writeHead(503).end()
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  tell(response, { kind: 'welcome', people: [...room.keys()].filter((other) => other !== person) })
  room.get(person)?.end()
  room.set(person, response)
  response.on('close', () => {
    if (room.get(person) !== response) return
    room.delete(person)
    for (const other of room.values()) tell(other, { kind: 'gone', from: person })
    if (room.size === 0) rooms.delete(name)
  })
}

async function relay(
  room: Room | undefined,
  from: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > maxBodyBytes) return void response.writeHead(413).end()
    chunks.push(chunk)
  }
  const message = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { to?: string }
  const to = room?.get(String(message.to))
  if (to) tell(to, { ...message, from })
  response.writeHead(to ? 204 : 404).end()
}

function tell(response: ServerResponse, message: object): void {
  response.write(`data: ${JSON.stringify(message)}\n\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startExample({ port: Number(process.env.PORT ?? 3002) })
  console.log(`the example customer's page is at ${url}/?media=synthetic`)
}
