import { QuietGlyph, StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { Finding, Severity } from '#lib/diagnosis/contract.ts'
import { severityStatus, sideOf } from './finding-words.ts'
import { SideGlyph } from './side-glyph.tsx'

export function SeverityGlyph({ severity, size = 16 }: { severity: Severity; size?: 12 | 14 | 16 }) {
  const { token } = severityStatus[severity]
  return token === null ? <QuietGlyph size={size} /> : <StatusGlyph size={size} token={token} />
}

/** "Major" in its colour; the glyph stands elsewhere. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const { token, word } = severityStatus[severity]
  return <span className={token === null ? 'text-text-2' : `font-medium ${statusText[token]}`}>{word}</span>
}

/** Whose side: glyph, name and word. */
export function SideWord({
  finding,
  nameOf,
}: {
  finding: Pick<Finding, 'side' | 'participantId' | 'aboutId'>
  nameOf: (participantId: string) => string
}) {
  const { who, word } = sideOf(finding, nameOf)
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1">
      <SideGlyph side={finding.side} />
      {who !== null && (
        <bdi className="min-w-0 truncate" dir="auto" title={who}>
          {who}
        </bdi>
      )}
      <span className="shrink-0">{who === null ? word : `· ${word}`}</span>
    </span>
  )
}
