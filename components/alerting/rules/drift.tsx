import { StatusGlyph } from '#components/ui/status-glyph.tsx'

/** Decided before the pack's last change: somebody may want to decide again. */
export function Drift({ text }: { text: string }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap rounded-full border border-border-strong px-2 text-xs font-medium text-text">
      <StatusGlyph size={12} token="minor" /> {text}
    </span>
  )
}
