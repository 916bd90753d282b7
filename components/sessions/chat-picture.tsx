import { statusFill } from '#components/ui/status-glyph.tsx'
import type { ChatTimeline } from '#lib/sessions/chat-timeline.ts'
import type { LaneScale } from './lane-picture.tsx'

/** Where things stand in the picture, px from its top. */
const line = { top: 2, height: 12 } as const
const counts = { top: 20, height: 40 } as const
const delays = { top: 66, height: 84 } as const
export const chatHeight = delays.top + delays.height + 4
/** Delays beside which the lines are drawn, and the highest that is told apart. */
const limits = [
  { ms: 1_000, word: '1 s' },
  { ms: 4_000, word: '4 s' },
  { ms: 10_000, word: '10 s' },
] as const
const [fromMs, toMs] = [100, 40_000]

const delayY = (ms: number) => {
  const share = Math.log(Math.min(toMs, Math.max(fromMs, ms)) / fromMs) / Math.log(toMs / fromMs)
  return delays.top + delays.height * (1 - share)
}

/** Messages as bars, delays as ranges from the usual to the slow, times without a line hatched. Words stand beside it. */
export function ChatPicture({
  timeline,
  scale,
  binMs,
}: {
  timeline: ChatTimeline
  scale: LaneScale
  binMs: number
}) {
  const perMs = scale.width / Math.max(1, scale.to - scale.from)
  const x = (at: number) => (at - scale.from) * perMs
  const shown = timeline.bins.filter(({ at }) => at + binMs > scale.from && at < scale.to)
  const most = Math.max(4, ...shown.map(({ sent, received, failed }) => sent + received + failed))
  const width = Math.max(1, binMs * perMs - 1)
  return (
    <svg aria-hidden="true" className="block w-full text-[10px]" height={chatHeight} width={scale.width}>
      {timeline.down.map(({ from, to }) => (
        <DownStretch key={from} left={x(from)} right={x(to)} width={scale.width} />
      ))}
      <path className="stroke-border" d={`M0 ${counts.top + counts.height + 0.5}H${scale.width}`} />
      {limits.map(({ ms, word }) => (
        <g key={ms}>
          <path
            className="stroke-border-strong"
            d={`M0 ${delayY(ms)}H${scale.width}`}
            strokeDasharray="2 4"
          />
          <text className="fill-text-3" textAnchor="end" x={scale.width - 2} y={delayY(ms) - 2}>
            {word}
          </text>
        </g>
      ))}
      {shown.map((bin) => (
        <g key={bin.at}>
          <CountBar {...bin} left={x(bin.at)} most={most} width={width} />
          <DelayMark {...bin} middle={x(bin.at) + width / 2} />
        </g>
      ))}
    </svg>
  )
}

function DownStretch({ left, right, width }: { left: number; right: number; width: number }) {
  const [from, to] = [Math.max(0, left), Math.min(width, right)]
  if (to <= from) return null
  return (
    <g>
      <rect fill="url(#lane-hatch)" height={chatHeight - 4} opacity="0.6" width={to - from} x={from} y={2} />
      <rect
        className={statusFill.crit}
        height={line.height / 3}
        width={Math.max(1, to - from)}
        x={from}
        y={line.top}
      />
      {to - from > 74 && (
        <text className="fill-text" x={from + 4} y={line.top + line.height + 2}>
          disconnected
        </text>
      )}
    </g>
  )
}

type Counts = { sent: number; received: number; failed: number }

/** Failed ones stand at the foot, so that they can be compared; what arrived is light, what was sent is dark. */
function CountBar({
  sent,
  received,
  failed,
  left,
  width,
  most,
}: Counts & { left: number; width: number; most: number }) {
  const foot = counts.top + counts.height
  const height = (n: number) => (n / most) * counts.height
  const delivered = Math.max(0, sent - failed)
  return (
    <>
      <rect
        className={statusFill.crit}
        height={height(failed)}
        width={width}
        x={left}
        y={foot - height(failed)}
      />
      <rect
        className="fill-text-2"
        height={height(delivered)}
        width={width}
        x={left}
        y={foot - height(failed + delivered)}
      />
      <rect
        className="fill-none stroke-text-3"
        height={Math.max(0, height(received) - 1)}
        width={Math.max(0, width - 1)}
        x={left + 0.5}
        y={foot - height(failed + delivered + received) + 0.5}
      />
    </>
  )
}

function DelayMark({
  delayP50Ms,
  delayP95Ms,
  middle,
}: {
  delayP50Ms: number | null
  delayP95Ms: number | null
  middle: number
}) {
  if (delayP50Ms === null || delayP95Ms === null) return null
  return (
    <g>
      <path
        className="stroke-text-2"
        d={`M${middle} ${delayY(delayP50Ms)}V${delayY(delayP95Ms)}`}
        strokeWidth="2"
      />
      <circle className="fill-text" cx={middle} cy={delayY(delayP50Ms)} r="2.2" />
    </g>
  )
}
