const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  strokeWidth: 1.6,
} as const

function Icon({ children, size = 20 }: { children: React.ReactNode; size?: number }) {
  return (
    <svg aria-hidden="true" className="shrink-0" height={size} viewBox="0 0 20 20" width={size} {...line}>
      {children}
    </svg>
  )
}

export const LiveIcon = () => (
  <Icon>
    <path d="M2 10.5h3.2l2-5.5 3.6 10 2.4-6.2 1 1.7H18" />
  </Icon>
)
export const SessionsIcon = () => (
  <Icon>
    <path d="M3 5h9M3 10h14M3 15h6" />
    <path d="M15 5h2M12 15h5" opacity=".5" />
  </Icon>
)
export const AlertsIcon = () => (
  <Icon>
    <path d="M10 2.8a4.6 4.6 0 0 0-4.6 4.6c0 4.4-1.9 5.4-1.9 6.6h13c0-1.2-1.9-2.2-1.9-6.6A4.6 4.6 0 0 0 10 2.8Z" />
    <path d="M8.2 16.4a2 2 0 0 0 3.6 0" />
  </Icon>
)
export const BreakdownIcon = () => (
  <Icon>
    <path d="M3 3v14h14" />
    <path d="M6.5 6.5h8M6.5 10h5M6.5 13.5h2.5" strokeWidth="2.2" />
  </Icon>
)
export const FleetIcon = () => (
  <Icon>
    <circle cx="10" cy="4.5" r="2" />
    <path d="M10 6.5v3.5M10 10 4.5 14M10 10v4M10 10l5.5 4" />
    <path d="M3.2 15.8h.1M10 16h.1M16.7 15.8h.1" strokeWidth="2.6" />
  </Icon>
)
export const IncidentsIcon = () => (
  <Icon>
    <path d="M10 2.5 17.5 10 10 17.5 2.5 10z" />
    <path d="M10 6.6v4.2M10 13.3v.1" strokeWidth="2" />
  </Icon>
)
export const ActionsIcon = () => (
  <Icon>
    <path d="m3.2 6 1.4 1.4L7.2 4.6M3.2 13.6 4.6 15l2.6-2.8" />
    <path d="M10 6h7M10 13.8h7" />
  </Icon>
)
export const MoreIcon = () => (
  <Icon>
    <path d="M4.5 10h.1M10 10h.1M15.5 10h.1" strokeWidth="2.8" />
  </Icon>
)
export const SettingsIcon = () => (
  <Icon>
    <path d="M3 6h6.5M14.5 6H17M3 14h2.5M10.5 14H17" />
    <circle cx="12" cy="6" r="2.3" />
    <circle cx="8" cy="14" r="2.3" />
  </Icon>
)
export const SystemIcon = () => (
  <Icon size={16}>
    <rect height="9" rx="1.5" width="14" x="3" y="4" />
    <path d="M7.5 16.5h5M10 13v3.5" />
  </Icon>
)
export const SunIcon = () => (
  <Icon size={16}>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.8v1.6M10 15.6v1.6M2.8 10h1.6M15.6 10h1.6M4.9 4.9 6 6M14 14l1.1 1.1M15.1 4.9 14 6M6 14l-1.1 1.1" />
  </Icon>
)
export const MoonIcon = () => (
  <Icon size={16}>
    <path d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7Z" />
  </Icon>
)
export const ChevronIcon = () => (
  <Icon size={12}>
    <path d="m5 8 5 5 5-5" strokeWidth="2.2" />
  </Icon>
)
export const PauseIcon = () => (
  <Icon size={14}>
    <path d="M6.5 4v12M13.5 4v12" strokeWidth="2.6" />
  </Icon>
)
export const PlayIcon = () => (
  <Icon size={14}>
    <path d="M6 4.2 15.5 10 6 15.8z" fill="currentColor" />
  </Icon>
)

/** A source and two waves that reach an ear. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg aria-hidden="true" className="shrink-0" fill="none" height={size} viewBox="0 0 22 22" width={size}>
      <rect className="fill-accent" height="22" rx="5" width="22" />
      <g className="stroke-accent-on" strokeLinecap="round" strokeWidth="1.9">
        <path d="M9.2 7.3a5.2 5.2 0 0 1 0 7.4" />
        <path d="M12.6 4.8a8.8 8.8 0 0 1 0 12.4" opacity=".55" />
      </g>
      <circle className="fill-accent-on" cx="6.2" cy="11" r="1.9" />
    </svg>
  )
}
