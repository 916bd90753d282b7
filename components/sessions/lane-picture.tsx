import { clsx } from 'clsx'
import { bandStatus } from '#components/ui/band.tsx'
import { statusFill } from '#components/ui/status-glyph.tsx'
import type { Band } from '#lib/sessions/contract.ts'
import type { Segment } from '#lib/sessions/lane-segments.ts'
import type { Lane, MediaSource } from '#lib/sessions/lanes.ts'

/** Where things stand in a lane, px from its top. */
export const laneRows = { glyphs: 2, quality: 18, link: 42, mic: 55, camera: 67, screen: 79 } as const
export const laneHeight = (withScreen: boolean) => (withScreen ? 93 : 81)

const ribbon = 20
/** The worse, the taller: health stays quiet, and the steps can be told without colour. */
const painHeight: Record<Band, number> = { good: 5, fair: 10, poor: 15, bad: ribbon, unknown: ribbon }

export type LaneScale = { from: number; to: number; width: number }
const wordWidth = (word: string) => word.length * 5.6 + 6

/** The drawing of one lane; all of it decoration, the words are beside it and in the cursor's text. */
export function LanePicture({
  lane,
  scale,
  withScreen,
}: {
  lane: Lane
  scale: LaneScale
  withScreen: boolean
}) {
  const height = laneHeight(withScreen)
  return (
    <svg aria-hidden="true" className="absolute inset-0 block" height={height} width={scale.width}>
      {placed(lane.presence, scale).map(({ x, width, kind, id }) => (
        <g key={id}>
          {kind === 'present' && (
            <rect className="fill-raised" height={height - 4} width={width} x={x} y={2} />
          )}
          {kind === 'joining' && (
            <rect
              className="fill-none stroke-border-strong"
              height={height - 5}
              strokeDasharray="2 3"
              width={width}
              x={x}
              y={2.5}
            />
          )}
          {kind === 'no-telemetry' && (
            <rect fill="url(#lane-hatch)" height={height - 4} width={width} x={x} y={2} />
          )}
        </g>
      ))}
      {placed(lane.quality, scale).map((part) => (
        <QualityBar key={part.id} {...part} />
      ))}
      {placed(lane.hidden, scale).map(({ x, width, id }) => (
        <g key={id}>
          <path className="stroke-text-2" d={`M${x} 20v-3h${width}v3`} fill="none" strokeDasharray="4 2" />
          <Word text="page hidden" width={width} x={x} y={13} />
        </g>
      ))}
      {placed(lane.connection, scale).map((part) => (
        <LinkLine key={part.id} {...part} />
      ))}
      {(['mic', 'camera', 'screen'] as const).map((source) =>
        withScreen || source !== 'screen' ? (
          <MediaRow key={source} scale={scale} segments={lane.media[source]} source={source} />
        ) : null,
      )}
      {placed(lane.presence, scale)
        .filter((part) => part.kind === 'no-telemetry')
        .map(({ x, width, id }) => (
          <Word key={id} text="no telemetry" width={width} x={x} y={laneRows.mic + 4} />
        ))}
    </svg>
  )
}

type Placed<K> = { x: number; width: number; kind: K; id: number }

function placed<K extends string>(
  segments: readonly Segment<K>[],
  { from, to, width }: LaneScale,
): Placed<K>[] {
  const perMs = width / Math.max(1, to - from)
  return segments.flatMap((segment) => {
    const x = Math.max(0, (segment.from - from) * perMs)
    const end = Math.min(width, (segment.to - from) * perMs)
    return end <= 0 || x >= width || end <= x
      ? []
      : [{ x, width: Math.max(end - x, 0.75), kind: segment.kind, id: segment.from }]
  })
}

function QualityBar({ x, width, kind }: Placed<Band>) {
  const height = painHeight[kind]
  const y = laneRows.quality + ribbon - height
  if (kind === 'unknown')
    return (
      <g>
        <rect fill="url(#lane-hatch)" height={height} width={width} x={x} y={y} />
        <path className="stroke-unk" d={`M${x} ${y + height - 0.5}h${width}`} strokeDasharray="3 2" />
      </g>
    )
  return (
    <rect
      className={clsx(statusFill[bandStatus[kind].token], kind === 'fair' && 'stroke-minor-fg')}
      height={height}
      strokeWidth={kind === 'fair' ? 1 : 0}
      width={width}
      x={x}
      y={y}
    />
  )
}

const linkLooks = {
  connected: { strokeWidth: 2, className: 'stroke-text-3' },
  new: { strokeWidth: 2, className: 'stroke-text-3', strokeDasharray: '1 3' },
  connecting: { strokeWidth: 2, className: 'stroke-text-2', strokeDasharray: '2 3' },
  disconnected: { strokeWidth: 4, className: 'stroke-major', strokeDasharray: '6 3' },
  failed: { strokeWidth: 7, className: 'stroke-crit', strokeDasharray: '3 1' },
} as const

function LinkLine({ x, width, kind }: Placed<keyof typeof linkLooks>) {
  const y = laneRows.link + 5
  return (
    <g>
      <path d={`M${x} ${y}h${width}`} {...linkLooks[kind]} />
      {kind !== 'connected' && <Word text={kind} width={width} x={x} y={y + 3.5} />}
    </g>
  )
}

function MediaRow({
  segments,
  source,
  scale,
}: {
  segments: Lane['media'][MediaSource]
  source: MediaSource
  scale: LaneScale
}) {
  const y = laneRows[source] + 5
  return placed(segments, scale).map(({ x, width, kind, id }) => {
    if (kind === 'on')
      return <path className="stroke-text-2" d={`M${x} ${y}h${width}`} key={id} strokeWidth="3" />
    const word = kind === 'muted' ? 'muted' : 'blocked by system'
    const shift = width > wordWidth(word) + 16 ? wordWidth(word) + 2 : 0
    return (
      <g key={id}>
        <rect
          className={kind === 'muted' ? 'fill-surface stroke-text-3' : 'stroke-text-2'}
          fill="url(#lane-hatch)"
          height="6"
          width={Math.max(width - shift - 1, 0.5)}
          x={x + shift + 0.5}
          y={y - 3}
        />
        {shift > 0 && (
          <text className="fill-text-2 text-[10px]" x={x + 2} y={y + 3.5}>
            {word}
          </text>
        )}
      </g>
    )
  })
}

/** A word on a stretch, only where it fits, on a patch of its own so that it can be read on any pattern. */
function Word({ text, x, y, width }: { text: string; x: number; y: number; width: number }) {
  const least = wordWidth(text)
  if (width < least + 8) return null
  return (
    <g>
      <rect className="fill-surface" height="11" rx="2" width={least} x={x + 4} y={y - 9} />
      <text className="fill-text-2 text-[10px]" x={x + 7} y={y}>
        {text}
      </text>
    </g>
  )
}
