import type { Glyph, GlyphKind } from '#lib/sessions/lanes.ts'

export const glyphWords: Record<GlyphKind, string> = {
  'ice-restart': 'ICE restart',
  'connection-failed': 'Connection failed',
  'device-error': 'Device or permission error',
  'device-change': 'Device change',
  exception: 'Exception',
  rating: 'Rating by the user',
  offline: 'Network offline',
  'report-code': 'Report code',
  'join-failed': 'Join failed',
  'playback-blocked': 'Sound blocked by the browser',
  'talking-muted': 'Talks while muted',
  'chat-failed': 'Chat failed',
}

const shapes: Record<GlyphKind, React.ReactNode> = {
  'ice-restart': <path d="M11.2 4.6A4 4 0 1 0 12 7M11.6 2v3h-3" />,
  'connection-failed': <path d="M3 3l8 8M11 3l-8 8" />,
  'device-error': (
    <path d="M5.2 6V4a1.8 1.8 0 0 1 3.6 0v2.5M3.6 7a3.4 3.4 0 0 0 5.8 2M7 10.6V12M2.5 2.5l9 9" />
  ),
  'device-change': <path d="M2.5 5h8L8.3 2.8M11.5 9h-8l2.2 2.2" />,
  exception: <path d="M7 2.2v5.6M7 10.6v.6" strokeWidth="2" />,
  rating: <path d="M7 1.8l1.6 3.4 3.7.4-2.8 2.5.8 3.7L7 9.9l-3.3 1.9.8-3.7L1.7 5.6l3.7-.4z" />,
  offline: <path d="M2 6a7 7 0 0 1 10 0M4.3 8.4a3.8 3.8 0 0 1 5.4 0M7 11v.2M2.5 2l9 10" />,
  'report-code': <path d="M5.4 2.5 4.4 11.5M9.6 2.5l-1 9M2.5 5.3h9.2M2.2 8.7h9.2" />,
  'join-failed': <path d="M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2M3.6 3.6l6.8 6.8" />,
  'playback-blocked': <path d="M2.5 5.5h2L7 3.3v7.4L4.5 8.5h-2zM9 5.5l3 3M12 5.5l-3 3" />,
  'talking-muted': <path d="M2.5 3h9v6H7l-2.5 2.2V9h-2zM4.5 10.5" />,
  'chat-failed': <path d="M2.5 3h9v6H7l-2.5 2.2V9h-2zM5.5 4.8l3 2.6M8.5 4.8l-3 2.6" />,
}

/** A mark on a lane: shape only, its word stands in the tooltip, the legend and the event list. */
export function GlyphShape({ kind }: { kind: GlyphKind }) {
  return (
    <svg
      aria-hidden="true"
      className="block fill-none stroke-current"
      height="14"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.4"
      viewBox="0 0 14 14"
      width="14"
    >
      {shapes[kind]}
    </svg>
  )
}

/** Marks that would cover each other become one with a count. `toX` places a moment in pixels. */
export function clusterGlyphs(
  glyphs: readonly Glyph[],
  toX: (at: number) => number,
  leastPx: number,
): { x: number; glyphs: Glyph[] }[] {
  const clusters: { x: number; glyphs: Glyph[] }[] = []
  for (const glyph of glyphs) {
    const x = toX(glyph.at)
    const last = clusters.at(-1)
    if (last && x - last.x < leastPx) last.glyphs.push(glyph)
    else clusters.push({ x, glyphs: [glyph] })
  }
  return clusters
}
