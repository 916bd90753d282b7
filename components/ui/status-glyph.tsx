import { clsx } from 'clsx'

/** The one status scale of the product. Colour never stands alone: a glyph and a word go with it. */
export const statusTokens = ['ok', 'maint', 'minor', 'major', 'crit', 'unk'] as const
export type StatusToken = (typeof statusTokens)[number]

export const statusFill: Record<StatusToken, string> = {
  ok: 'fill-ok',
  maint: 'fill-maint',
  minor: 'fill-minor',
  major: 'fill-major',
  crit: 'fill-crit',
  unk: 'fill-unk',
}

export const statusText: Record<StatusToken, string> = {
  ok: 'text-ok-fg',
  maint: 'text-maint-fg',
  minor: 'text-minor-fg',
  major: 'text-major-fg',
  crit: 'text-crit-fg',
  unk: 'text-unk-fg',
}

export const statusSoft: Record<StatusToken, string> = {
  ok: 'bg-ok-soft',
  maint: 'bg-maint-soft',
  minor: 'bg-minor-soft',
  major: 'bg-major-soft',
  crit: 'bg-crit-soft',
  unk: 'bg-unk-soft hatched',
}

/** Six shapes that stay apart without colour. Decoration: the word beside it carries the meaning. */
export function StatusGlyph({
  token,
  size = 16,
  className,
}: {
  token: StatusToken
  size?: 12 | 14 | 16 | 20 | 24 | 32
  className?: string
}) {
  return (
    <svg
      aria-hidden="true"
      className={clsx('shrink-0', className)}
      fill="none"
      height={size}
      viewBox="0 0 16 16"
      width={size}
    >
      {shapes[token]}
    </svg>
  )
}

const stroke = { strokeLinecap: 'round', strokeLinejoin: 'round', strokeWidth: 1.8 } as const

const shapes: Record<StatusToken, React.ReactNode> = {
  ok: (
    <>
      <circle className="fill-ok" cx="8" cy="8" r="7" />
      <path className="stroke-ok-on" d="M4.9 8.3 7.1 10.5 11.2 5.8" {...stroke} />
    </>
  ),
  maint: (
    <>
      <rect className="fill-maint" height="13" rx="2.5" width="13" x="1.5" y="1.5" />
      <path className="stroke-maint-on" d="M4.9 11.1 8.4 7.6" {...stroke} strokeWidth="2.2" />
      <path className="stroke-maint-on" d="M11.6 6.2a2.3 2.3 0 1 1-1.8-1.8" {...stroke} />
    </>
  ),
  minor: (
    <path className="fill-minor stroke-minor-fg" d="M8 1.9 15 14H1z" strokeLinejoin="round" strokeWidth="1" />
  ),
  major: <path className="fill-major" d="M8 .6 15.4 8 8 15.4.6 8z" />,
  crit: (
    <>
      <path className="fill-crit" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />
      <path className="stroke-crit-on" d="M8 4.2v4.4" {...stroke} strokeWidth="2" />
      <circle className="fill-crit-on" cx="8" cy="11.5" r="1.15" />
    </>
  ),
  unk: (
    <>
      <circle className="stroke-unk-fg" cx="8" cy="8" r="6.3" strokeDasharray="2.6 1.7" strokeWidth="1.5" />
      <path className="stroke-unk-fg" d="M5.1 9.1 9.1 5.1M6.9 10.9l4-4" strokeWidth="1.1" />
    </>
  ),
}

/** No judgement: nobody is in a call, or too few to speak of a share. */
export function QuietGlyph({ size = 16 }: { size?: 12 | 14 | 16 }) {
  return (
    <svg aria-hidden="true" className="shrink-0" fill="none" height={size} viewBox="0 0 16 16" width={size}>
      <circle className="stroke-border-strong" cx="8" cy="8" r="5.2" strokeWidth="1.4" />
    </svg>
  )
}
