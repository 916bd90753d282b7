import type { GlyphKind } from '#lib/sessions/lanes.ts'
import { GlyphShape, glyphWords } from './lane-glyph.tsx'

/** What the marks mean; folded away for who knows. */
export function LaneLegend() {
  return (
    <details className="mt-2 border-t border-border pt-1 text-xs text-text-2">
      <summary className="min-h-6 py-1">How to read this, and its keys</summary>
      <p className="mt-1 max-w-prose">
        From top to bottom: marks, quality, link, mic, camera, screen. Quality: the taller the bar, the worse
        the call; hatched means nothing is known. Link: a thin line is connected, dotted is connecting, dashed
        is interrupted, thick is failed. Mic, camera, screen: a line is on, a hollow bar is muted on purpose,
        a hatched bar is muted by the system. Below: findings, each from its first bad moment on; a dashed
        edge means that another finding explains it.
      </p>
      <p className="mt-1 max-w-prose">
        Focus the lanes and use <kbd>←</kbd> <kbd>→</kbd> to walk by sample (with <kbd>Shift</kbd> by ten),{' '}
        <kbd>+</kbd> <kbd>−</kbd> to zoom, <kbd>0</kbd> for the whole call, <kbd>Esc</kbd> to let go. Drag
        zooms too. Anywhere on the page: <kbd>j</kbd> <kbd>k</kbd> walk the findings, <kbd>[</kbd>{' '}
        <kbd>]</kbd> shift the time, <kbd>.</kbd> stops and resumes following, <kbd>n</kbd> writes a note,{' '}
        <kbd>c</kbd> copies a link to this moment.
      </p>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        {(Object.keys(glyphWords) as GlyphKind[]).map((kind) => (
          <li className="inline-flex items-center gap-1 text-text" key={kind}>
            <GlyphShape kind={kind} />
            {glyphWords[kind]}
          </li>
        ))}
      </ul>
    </details>
  )
}
