import { syntheticMedia } from '/synthetic-media.js'

const wanted = new URLSearchParams(location.search)
const room = wanted.get('room') || 'lobby'
const name = wanted.get('name') || `Guest ${Math.floor(Math.random() * 90 + 10)}`
const me = wanted.get('person') || crypto.randomUUID()
const find = (id) => document.getElementById(id)
const say = (text) => {
  find('status').textContent = text
}
const peers = new Map()
let media
let messages
let written = 0

/** Everything a customer adds for Earshot: the script, loaded before the first connection, and who is calling. */
async function startEarshot() {
  const key = wanted.get('key')
  const source = wanted.get('sdk')
  if (!key || !source) return
  const script = Object.assign(document.createElement('script'), { src: source })
  Object.assign(script.dataset, {
    key,
    session: room,
    sessionName: `Room ${room}`,
    participant: me,
    participantName: name,
  })
  if (wanted.get('endpoint')) script.dataset.endpoint = wanted.get('endpoint')
  await new Promise((done) => {
    script.onload = done
    script.onerror = done // the call matters more than its monitoring
    document.head.append(script)
  })
}

function tile(id, label, stream, isMuted) {
  const figure = document.createElement('figure')
  figure.id = `tile-${id}`
  const video = Object.assign(document.createElement('video'), {
    autoplay: true,
    playsInline: true,
    muted: isMuted,
    srcObject: stream,
  })
  const caption = Object.assign(document.createElement('figcaption'), { textContent: label })
  figure.append(video, caption)
  find('tiles').append(figure)
  video.play().catch(() => say('Click anywhere to hear the others'))
}

async function send(to, message) {
  await fetch(`/room/${encodeURIComponent(room)}?person=${me}`, {
    method: 'POST',
    body: JSON.stringify({ to, name, ...message }),
  })
}

function connect(other, label) {
  const connection = new RTCPeerConnection({ iceServers: [] })
  const peer = { connection, label }
  peers.set(other, peer)
  for (const track of media.getTracks()) connection.addTrack(track, media)
  peer.channel = openChat(connection, other)
  connection.onicecandidate = ({ candidate }) => candidate && send(other, { kind: 'candidate', candidate })
  connection.ontrack = ({ streams: [stream] }) =>
    find(`tile-${other}`) || tile(other, peer.label || 'Guest', stream, false)
  connection.onconnectionstatechange = () => {
    say(
      connection.connectionState === 'connected'
        ? `In a call with ${peers.size}`
        : `Connection: ${connection.connectionState}`,
    )
  }
  return peer
}

/** A chat beside the call. Earshot is told that messages go and arrive, never what they say. */
function openChat(connection, other) {
  const channel = connection.createDataChannel('chat', { negotiated: true, id: 0 })
  channel.onopen = () => window.Earshot?.chat.reconnected()
  // Who hangs up closes it too, and is told a moment later to have gone.
  channel.onclose = () =>
    setTimeout(() => peers.has(other) && window.Earshot?.chat.disconnected('channel closed'), 3_000)
  channel.onmessage = ({ data }) => {
    const { id, text, ack } = JSON.parse(data)
    if (ack) return window.Earshot?.chat.acked(ack)
    window.Earshot?.chat.received(id)
    channel.send(JSON.stringify({ ack: id }))
    show(peers.get(other)?.label || 'Guest', text)
  }
  return channel
}

function write(text) {
  const id = `${me}-${++written}`
  const open = [...peers.values()].filter(({ channel }) => channel.readyState === 'open')
  window.Earshot?.chat.sent(id)
  if (open.length === 0) window.Earshot?.chat.failed(id, { reason: 'nobody is connected' })
  for (const { channel } of open) channel.send(JSON.stringify({ id, text }))
  show('You', text)
}

function show(who, text) {
  const line = document.createElement('li')
  line.textContent = `${who}: ${text}`
  find('messages').append(line)
  while (find('messages').children.length > 4) find('messages').firstChild.remove()
}

async function call(other) {
  const { connection } = connect(other)
  await connection.setLocalDescription(await connection.createOffer())
  await send(other, { kind: 'offer', description: connection.localDescription })
}

async function hear({ kind, from, name: theirName, description, candidate, people }) {
  if (kind === 'welcome') {
    say(people.length === 0 ? 'Waiting for others' : 'Calling…')
    for (const other of people) await call(other)
    return
  }
  if (kind === 'gone') return part(from)
  const peer = peers.get(from) ?? connect(from)
  peer.label = theirName
  const caption = document.querySelector(`#tile-${CSS.escape(from)} figcaption`)
  if (caption) caption.textContent = theirName
  if (kind === 'offer') {
    await peer.connection.setRemoteDescription(description)
    await peer.connection.setLocalDescription(await peer.connection.createAnswer())
    await send(from, { kind: 'answer', description: peer.connection.localDescription })
  }
  if (kind === 'answer') await peer.connection.setRemoteDescription(description)
  if (kind === 'candidate') await peer.connection.addIceCandidate(candidate)
}

function part(other) {
  const peer = peers.get(other)
  peers.delete(other)
  peer?.connection.close()
  find(`tile-${other}`)?.remove()
  say(peers.size === 0 ? 'Waiting for others' : `In a call with ${peers.size}`)
}

function toggle(button, track, on, off) {
  if (!track) return
  track.enabled = !track.enabled
  button.setAttribute('aria-pressed', String(track.enabled))
  button.textContent = track.enabled ? on : off
}

function hangUp() {
  window.Earshot?.leave('user')
  messages?.close()
  for (const other of [...peers.keys()]) part(other)
  for (const track of media.getTracks()) track.stop()
  find('tile-me')?.remove()
  for (const button of document.querySelectorAll('button')) button.disabled = true
  say('You left the call')
}

async function start() {
  find('room').textContent = `Room ${room}`
  await startEarshot()
  media =
    wanted.get('media') === 'synthetic'
      ? syntheticMedia(name)
      : await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 180 } })
  tile('me', `${name} (you)`, media, true)
  find('mic').onclick = ({ target }) => toggle(target, media.getAudioTracks()[0], 'Mute', 'Unmute')
  find('camera').onclick = ({ target }) =>
    toggle(target, media.getVideoTracks()[0], 'Camera off', 'Camera on')
  find('hang-up').onclick = hangUp
  find('chat').onsubmit = (event) => {
    event.preventDefault()
    if (find('text').value) write(find('text').value)
    find('text').value = ''
  }
  if (wanted.get('media') === 'synthetic')
    setInterval(() => peers.size > 0 && write('Can you hear me?'), 5_000)
  find('trouble').onclick = () => {
    const code = window.Earshot?.report()
    say(code ? `Tell support this code: ${code}` : 'Monitoring is off')
  }
  messages = new EventSource(`/room/${encodeURIComponent(room)}?person=${me}`)
  let last = Promise.resolve()
  messages.onmessage = ({ data }) => {
    last = last
      .then(() => hear(JSON.parse(data)))
      .catch((error) => say(`Something went wrong: ${error.message}`))
  }
}

start().catch((error) => say(`Cannot start: ${error.name} ${error.message}`))
