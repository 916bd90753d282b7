import { buttonClass } from '#components/ui/button.tsx'

const formats = [
  { format: 'json', word: 'Everything as JSON' },
  { format: 'webrtc-internals', word: 'As a webrtc-internals dump' },
] as const

/** The call as a file. Plain links: they can be copied and opened with the keyboard. */
export function ExportMenu({ sessionId }: { sessionId: string }) {
  return (
    <details className="no-print relative">
      <summary className={buttonClass('quiet', 'cursor-pointer list-none')}>Export ▾</summary>
      <ul className="absolute right-0 z-30 mt-1 w-60 rounded-md border border-border bg-surface p-1 shadow-xl">
        {formats.map(({ format, word }) => (
          <li key={format}>
            <a
              className="flex min-h-8 items-center rounded-md px-2 text-ui hover:bg-raised pointer-coarse:min-h-11"
              download
              href={`/api/v1/sessions/${encodeURIComponent(sessionId)}/export?format=${format}`}
            >
              {word}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
