import type { CatalogueEntry } from './catalogue/entry.ts'
import { catalogue, families, isFindingKind } from './catalogue.ts'
import { timings } from './timing.ts'

const titles: Readonly<Record<keyof typeof families, string>> = {
  network: 'Network',
  connectivity: 'Getting and staying connected',
  device: 'Devices and machines',
  media: 'What is seen and heard',
  server: 'Servers and fleets',
  client: 'Browser, page and telemetry',
  user: 'People',
  chat: 'Chat and data channels',
}

const lookedAt = { state: 'states and events', report: 'each report', call: 'the whole call' } as const

/** The catalogue of docs/diagnosis.md: every kind with what raises and clears it. */
export function catalogueDocument(): string {
  const parts = Object.entries(families).map(([family, entries]) =>
    [
      `### ${titles[family as keyof typeof families]}`,
      ...Object.entries(entries).map(([kind, entry]) => tell(kind, entry)),
    ].join('\n\n'),
  )
  return [`${Object.keys(catalogue).length} kinds.`, ...parts].join('\n\n')
}

function tell(kind: string, entry: CatalogueEntry): string {
  const timing = isFindingKind(kind) ? timings[kind] : null
  const rows = [
    ['noticed', plain(entry.notice)],
    ['likely cause', plain(entry.cause)],
    ['raised', entry.raise.replaceAll('{who}', 'the person').replaceAll('{others}', 'the others')],
    ['cleared', entry.clear],
    ['looked for at', timing === null ? '' : lookedAt[timing.by]],
    ['who can act', entry.owner],
    ['what to do', plain(entry.remedy)],
    ['source', entry.source],
  ]
  return [`#### \`${kind}\`: ${entry.title}`, '', ...rows.map(([name, text]) => `- *${name}*: ${text}`)].join(
    '\n',
  )
}

/** Placeholders as a reader of the document would say them. */
const plain = (text: string) =>
  text
    .replaceAll('{who}', 'the person')
    .replaceAll('{about}', 'the other')
    .replaceAll('{others}', 'others')
    .replaceAll('{shared}', 'what they share')
