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
  peers.get(other)?.connection.close()
  peers.delete(other)
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
