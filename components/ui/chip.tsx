/** Pretend traffic says so wherever it is counted. */
export function SimulatedChip({ text = 'simulated' }: { text?: string }) {
  return (
    <span className="inline-flex h-4 items-center whitespace-nowrap rounded-full border border-dashed border-border-strong px-1.5 text-2xs text-text-2">
      {text}
    </span>
  )
}
