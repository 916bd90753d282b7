import type { Share } from '#lib/sessions/breakdown/outcomes.ts'

/** A share as a bar, with its interval as a line across the end. Ink: whether much is bad, the words say. */
export function ShareBar({ share, scale }: { share: Share; scale: number }) {
  if (share.ratio === null) return null
  const at = (ratio: number) => `${Math.min(100, (ratio / scale) * 100)}%`
  return (
    <svg aria-hidden="true" className="block h-4 w-full overflow-hidden rounded-sm bg-raised">
      <rect
        className={share.tooFew ? 'fill-border' : 'fill-text-3'}
        height="8"
        width={at(share.ratio)}
        y="4"
      />
      <line className="stroke-text" strokeWidth="1.5" x1={at(share.low)} x2={at(share.high)} y1="8" y2="8" />
      {[share.low, share.high].map((end, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two ends
        <line className="stroke-text" key={i} strokeWidth="1.5" x1={at(end)} x2={at(end)} y1="4" y2="12" />
      ))}
    </svg>
  )
}

/** The end of the scale: a round share that holds all bars. */
export function scaleOf(shares: readonly Share[]): number {
  const most = Math.max(0, ...shares.filter(({ tooFew }) => !tooFew).map(({ high }) => high))
  return [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75].find((end) => most <= end) ?? 1
}
