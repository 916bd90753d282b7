import type { Side } from '#lib/diagnosis/contract.ts'

const up = 'M7 11.5v-9M3.5 5.5 7 2l3.5 3.5'
const down = 'M7 2.5v9M3.5 8.5 7 12l3.5-3.5'
const shapes: Record<Side, string> = {
  'network-up': up,
  'network-down': down,
  'network-access': 'M1.8 5.4a7.6 7.6 0 0 1 10.4 0M4.2 8a4.2 4.2 0 0 1 5.6 0M7 10.8v.2',
  'network-path': 'M1.5 7h2.2M10.3 7h2.2M5.4 7h.2M8.4 7h.2M1.5 4.5v5M12.5 4.5v5',
  device: 'M2.5 3h9v6h-9zM1 11.5h12',
  browser: 'M1.5 2.5h11v9h-11zM1.5 5.3h11',
  application: 'M4.8 4 2 7l2.8 3M9.2 4 12 7l-2.8 3',
  server: 'M2.5 2.5h9v3.6h-9zM2.5 8h9v3.5h-9zM4.8 4.3h.2M4.8 9.8h.2',
  user: 'M7 6.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M2.5 12.2a4.6 4.6 0 0 1 9 0',
  unknown: 'M4.8 5a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M7 11.2v.2',
}

/** Whose side, as a shape. Decoration: the word beside it says it. */
export function SideGlyph({ side }: { side: Side }) {
  return (
    <svg
      aria-hidden="true"
      className="shrink-0 fill-none stroke-current"
      height="14"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.4"
      viewBox="0 0 14 14"
      width="14"
    >
      <path d={shapes[side]} />
    </svg>
  )
}
