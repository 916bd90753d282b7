import type { ImportView } from '#lib/sessions/imports/contract.ts'

/** How far an import is, in words and as a share of the whole way. */
export type Stage = { text: string; share: number }

export function megabytesText(bytes: number): string {
  if (bytes < 100_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** The file goes out, is read while it arrives, is replayed, is stored. `view` is what the server said last. */
export function stageOf(sentBytes: number, totalBytes: number, view: ImportView | null): Stage {
  if (view?.stage === 'done') return { text: 'Done', share: 1 }
  if (view?.stage === 'storing') return { text: 'Storing the call …', share: 0.95 }
  if (view?.stage === 'scoring') return { text: 'Replaying the call to score and diagnose it …', share: 0.8 }
  const total = Math.max(1, totalBytes)
  if (sentBytes < totalBytes)
    return {
      text: `Sending ${megabytesText(sentBytes)} of ${megabytesText(total)}`,
      share: (0.4 * sentBytes) / total,
    }
  const read = Math.min(view?.bytesRead ?? 0, total)
  return {
    text: `Reading ${megabytesText(read)} of ${megabytesText(total)}`,
    share: 0.4 + (0.35 * read) / total,
  }
}
