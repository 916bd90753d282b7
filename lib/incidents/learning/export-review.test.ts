import { expect, test } from 'vitest'
import type { ReviewView } from './contract.ts'
import { reviewMarkdown } from './export-review.ts'
import { freshTasks } from './prompts.ts'

const at = Date.parse('2026-11-25T12:05:09Z')
const review: ReviewView = {
  ...{ incidentId: 'i', reference: 'ACME-7', title: '<script>alert(1)</script>', customerId: 'c' },
  ...{ customerName: 'Acme | Co', severity: 'critical', timeZone: 'Europe/Berlin', status: 'draft' },
  sections: {
    ...{
      overview: '# Not a heading\n- a list\n---\n[link](javascript:alert(1))',
      whatHappened: '',
      howNoticed: '',
    },
    ...{ howMended: '', wentWell: '', wasHard: '', lucky: '', customerSummary: '' },
  },
  factors: [{ kind: 'network', text: 'A `link`\n# was full', line: null }],
  tasks: freshTasks(),
  impact: {
    ...{ from: at, to: at + 60_000, impactMinutes: 1, sessions: 1, participants: 2, painMinutes: 1.5 },
    ...{ poorMinutes: 1, badMinutes: 1, joinFailures: 0, share: null },
  },
  ...{
    dueAt: at,
    overdue: false,
    reviewedAt: null,
    sharedAt: null,
    publicText: null,
    mayWrite: true,
    hints: [],
  },
  ...{ version: 1, updatedAt: at, updatedName: 'Ada' },
}
const text = reviewMarkdown({ review, actions: [], zone: 'Europe/Berlin', now: at })

test('what people wrote stays words in Markdown', () => {
  expect(text).toContain('# Review of ACME-7: \\<script\\>alert(1)\\</script\\>')
  expect(text).toContain('- **Customer:** Acme \\| Co')
  expect(text).toContain('\\# Not a heading\n- a list\n\\---\n\\[link\\](javascript:alert(1))')
  expect(text).toContain('- **network:** A \\`link\\` \\# was full')
  expect(text.match(/^#+ .*/gm)).toHaveLength(12)
})

test('every time is absolute and says its zone, and what nobody knows is no zero', () => {
  expect(text).toContain('From 2026-11-25 13:05:09 CET to 2026-11-25 13:06:09 CET.')
  expect(text).toContain('All times in Europe/Berlin.')
  expect(text).toMatch(/\| unknown \| people who were hit/)
})
