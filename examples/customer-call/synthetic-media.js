/** A moving picture and speech-like sound made in the page: no camera, no files, nobody to ask. */
export function syntheticMedia(name) {
  const stream = movingPicture(name).captureStream(12)
  for (const track of speechLikeSound().getAudioTracks()) stream.addTrack(track)
  return stream
}

function movingPicture(name) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
  const pen = canvas.getContext('2d')
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0) * 37, 0) % 360
  const draw = () => {
    const seconds = performance.now() / 1000
    const sky = pen.createLinearGradient(0, 0, 320, 180)
    sky.addColorStop(0, `hsl(${hue} 45% 30%)`)
    sky.addColorStop(1, `hsl(${(hue + 50) % 360} 50% 18%)`)
    pen.fillStyle = sky
    pen.fillRect(0, 0, 320, 180)
    for (let wave = 0; wave < 3; wave++) {
      pen.fillStyle = `hsl(${(hue + wave * 25) % 360} 55% ${38 + wave * 8}% / 0.55)`
      pen.beginPath()
      pen.moveTo(0, 180)
      for (let x = 0; x <= 320; x += 16)
        pen.lineTo(x, 125 + wave * 14 + 12 * Math.sin(x / 40 + seconds * (1.2 + wave * 0.4)))
      pen.lineTo(320, 180)
      pen.fill()
    }
    pen.fillStyle = '#fff'
    pen.beginPath()
    pen.arc(160 + 110 * Math.sin(seconds * 0.7), 62 + 22 * Math.cos(seconds * 1.1), 15, 0, Math.PI * 2)
    pen.fill()
    pen.font = '600 20px system-ui'
    pen.fillText(name, 14, 166)
    pen.font = '12px system-ui'
    pen.fillText(new Date().toLocaleTimeString(), 250, 24)
  }
  draw()
  setInterval(draw, 1000 / 12)
  return canvas
}

/** A buzz shaped by two moving formants, in syllables and phrases with pauses between. */
function speechLikeSound() {
  const audio = new AudioContext()
  const out = audio.createMediaStreamDestination()
  const voice = new OscillatorNode(audio, { type: 'sawtooth', frequency: 120 })
  const level = new GainNode(audio, { gain: 0 })
  const formants = [600, 1400].map(
    (frequency) => new BiquadFilterNode(audio, { type: 'bandpass', frequency, Q: 6 }),
  )
  for (const formant of formants) voice.connect(formant).connect(level)
  level.connect(out)
  voice.start()
  let syllablesLeft = 6
  const speak = () => {
    const now = audio.currentTime
    if (syllablesLeft-- > 0) {
      const length = 0.12 + Math.random() * 0.14
      level.gain.setTargetAtTime(0.5 + Math.random() * 0.5, now, 0.02)
      level.gain.setTargetAtTime(0, now + length, 0.03)
      voice.frequency.setTargetAtTime(105 + Math.random() * 45, now, 0.05)
      formants[0].frequency.setTargetAtTime(350 + Math.random() * 500, now, 0.03)
      formants[1].frequency.setTargetAtTime(1000 + Math.random() * 1200, now, 0.03)
      setTimeout(speak, (length + 0.06) * 1000)
    } else {
      syllablesLeft = 4 + Math.floor(Math.random() * 9)
      setTimeout(speak, 400 + Math.random() * 1600)
    }
  }
  audio.resume()
  speak()
  return out.stream
}
