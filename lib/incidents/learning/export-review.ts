import { type ActionView, type ReviewView, reviewSections } from './contract.ts'
import { impactDefinitions, sectionWords } from './prompts.ts'
import { sayMoment } from './say-moment.ts'

type Given = { review: ReviewView; actions: readonly ActionView[]; zone: string; now: number }

/** The review for a wiki or a mail. What people wrote stays words; every time is absolute, in the one zone it names. */
export function reviewMarkdown(given: Given): string {
  const parts = [head(given), impact(given), ...sections(given), factors(given), actions(given)]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function head({ review, zone, now }: Given): string {
  const say = sayMoment(zone)
  const { reference, title, customerName, severity, status, dueAt } = review
  return [
    `# Review of ${plain(reference)}: ${plain(title)}`,
    '',
    `- **Customer:** ${plain(customerName)}`,
    `- **Severity:** ${severity}`,
    `- **Review:** ${status}${dueAt === null ? '' : `, due ${say(dueAt)}`}`,
    `- **Written out:** ${say(now)}. All times in ${plain(zone)}.`,
  ].join('\n')
}

function impact({ review: { impact: cost }, zone }: Given): string {
  if (cost === null) return '## Impact\n\nNot counted.'
  const say = sayMoment(zone)
  const keys = ['impactMinutes', 'sessions', 'participants', 'painMinutes', 'joinFailures'] as const
  const rows = keys.map((key) => `| ${cost[key]} | ${impactDefinitions[key]} |`)
  const share = cost.share === null ? 'unknown' : `${Math.round(cost.share * 1000) / 10} %`
  return [
    `## Impact\n\nFrom ${say(cost.from)} to ${say(cost.to)}.\n`,
    ...['| How many | Of what |', '| ---: | --- |', ...rows, `| ${share} | ${impactDefinitions.share} |`],
  ].join('\n')
}

const sections = ({ review }: Given): string[] =>
  reviewSections.map(
    (key) =>
      `## ${sectionWords[key].title}\n\n${review.sections[key] === '' ? 'Nothing written.' : quoted(review.sections[key])}`,
  )

function factors({ review }: Given): string {
  const lines = review.factors.map(
    ({ kind, text, line }) => `- **${kind}:** ${plain(text)}${line === null ? '' : ` (${plain(line)})`}`,
  )
  return `## Contributing factors\n\n${lines.join('\n') || 'None named.'}`
}

function actions({ actions: all }: Given): string {
  const lines = all.map(({ title, kind, status, owner, dueOn, checkState }) => {
    const facts = [kind, status, owner?.name ?? 'nobody yet', dueOn && `due ${dueOn}`, held[checkState]]
    return `- ${plain(title)} (${facts
      .filter((fact) => typeof fact === 'string')
      .map(plain)
      .join(', ')})`
  })
  return `## Corrective actions\n\n${lines.join('\n') || 'None.'}`
}

const held = {
  none: null,
  waiting: null,
  watching: 'watched',
  held: 'it held',
  recurred: 'it came back',
} as const

/** One line of words: no heading, link, tag or table comes of it. */
const plain = (text: string): string => escaped(text.replace(/\s+/g, ' ').trim())
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|#~!&]/g, '\\$&')
/** Paragraphs and lists stay; a line that would make a heading or a code block of its neighbours does not. */
const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => escaped(line.trim()).replace(/^(?=[=+]|-{2})/, '\\'))
    .join('\n')
