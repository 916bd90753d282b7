const laneHeight = 44
const width = 720
const lanes = 22
const laneNumbers = Array.from({ length: lanes }, (_, lane) => lane)

/** Repeats itself on every machine, so that the server's drawing and the browser's agree. */
function noise(seed: number): number {
  const x = Math.sin(seed * 127.1) * 43_758.5453
  return x - Math.floor(x)
}

/** Calls as lanes on one time axis: long and calm, some short, one that breaks off. Ink only; colour is for data. */
export function LanesDrawing() {
  return (
    <svg
      className="absolute inset-0 h-full w-full text-text"
      preserveAspectRatio="xMidYMid slice"
      role="presentation"
      viewBox={`0 0 ${width} ${lanes * laneHeight}`}
    >
      {laneNumbers.map((lane) => (
        <Lane key={lane} lane={lane} />
      ))}
      <line
        opacity=".5"
        stroke="currentColor"
        strokeWidth="1"
        x1="560"
        x2="560"
        y1="0"
        y2={lanes * laneHeight}
      />
    </svg>
  )
}

function Lane({ lane }: { lane: number }) {
  const y = lane * laneHeight + laneHeight / 2
  const from = Math.round(noise(lane + 1) * 300) - 40
  const live = noise(lane + 40) > 0.35
  const to = live ? 560 : from + 120 + Math.round(noise(lane + 80) * 150)
  return (
    <g opacity={0.16 + noise(lane + 7) * 0.4}>
      <line opacity=".35" stroke="currentColor" strokeWidth="1" x1="0" x2={width} y1={y} y2={y} />
      <path
        d={wave(from, to, y, lane)}
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.5"
      />
      <circle cx={from} cy={y} fill="currentColor" r="2.5" />
      {live ? (
        <circle cx={to} cy={y} fill="currentColor" r="4" />
      ) : (
        <path d={`M${to} ${y - 5}v10`} stroke="currentColor" strokeWidth="1.5" />
      )}
    </g>
  )
}

function wave(from: number, to: number, y: number, lane: number): string {
  const steps = Math.max(2, Math.round((to - from) / 6))
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const x = from + ((to - from) * i) / steps
    const loud = Math.max(0, noise(lane * 13 + Math.floor(i / 7)) - 0.3)
    const swing = (i % 2 === 0 ? -1 : 1) * loud * 15 * noise(lane * 31 + i)
    return `${x.toFixed(1)} ${(y + swing).toFixed(1)}`
  })
  return `M${points.join('L')}`
}
