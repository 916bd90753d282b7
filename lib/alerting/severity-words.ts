import type { AlertSeverity } from './severity.ts'

/** The words screens and messages use, and with the article that goes before them. */
export const severityWords: Readonly<Record<AlertSeverity, string>> = {
  critical: 'Critical',
  major: 'Impaired',
  minor: 'Degraded',
  info: 'Info',
}

export const severityWithArticle: Readonly<Record<AlertSeverity, string>> = {
  critical: 'a Critical',
  major: 'an Impaired',
  minor: 'a Degraded',
  info: 'an Info',
}

/** Shapes that stay apart without colour, for plain text: a tab's title, a mail, a Slack message. */
export const severityGlyphs: Readonly<Record<AlertSeverity, string>> = {
  critical: '⬢',
  major: '◆',
  minor: '▲',
  info: '○',
}
