/** Canvas cannot read CSS variables, so the theme's colours are read once and again when the theme changes. */
export type ChartColours = {
  text: string
  text2: string
  text3: string
  grid: string
  surface: string
  hatch: string
  focus: string
  series: string[]
  /** of what a stretch is marked with, by its tone */
  tones: Record<MarkTone, string>
}
export type MarkTone = 'info' | 'minor' | 'major' | 'critical'

/** Lines stay apart without colour too. */
export const dashes: number[][] = [[], [6, 3], [2, 2], [8, 2, 2, 2]]

let current: ChartColours | null = null
const listeners = new Set<() => void>()
let watching = false

export function chartColours(): ChartColours {
  watch()
  current ??= readColours()
  return current
}

/** Tells when the theme changed and everything on a canvas must be drawn again. */
export function onThemeChange(listener: () => void): () => void {
  watch()
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readColours(): ChartColours {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    text: read('--text'),
    text2: read('--text-2'),
    text3: read('--text-3'),
    grid: withAlpha(read('--text'), 0.08),
    surface: read('--surface'),
    hatch: withAlpha(read('--unk'), 0.35),
    focus: read('--focus'),
    tones: {
      info: read('--text-3'),
      minor: read('--minor-fg'),
      major: read('--major'),
      critical: read('--crit'),
    },
    series: ['--s1', '--s2', '--s4', '--s5', '--s3', '--s6'].map(read),
  }
}

function withAlpha(hex: string, alpha: number): string {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, (digit) => digit + digit) : hex
  const part = (from: number) => Number.parseInt(long.slice(from, from + 2), 16)
  return `rgba(${part(1)}, ${part(3)}, ${part(5)}, ${alpha})`
}

function watch() {
  if (watching) return
  watching = true
  new MutationObserver(changed).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class', 'style'],
  })
}

function changed() {
  const next = readColours()
  if (current && next.text === current.text && next.surface === current.surface) return
  current = next
  for (const listener of listeners) listener()
}
