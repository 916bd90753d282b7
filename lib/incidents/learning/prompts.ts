import type { ReviewSection, ReviewTask, ReviewTaskKey } from './contract.ts'

/** Titles of sections, and questions that ask what and how. Whoever answers "who" or "why" soon looks for a culprit. */
export const sectionWords: Record<ReviewSection, { title: string; prompt: string }> = {
  overview: {
    title: 'Overview',
    prompt: 'In two sentences: what did people notice, and how much of it was there?',
  },
  whatHappened: {
    title: 'What happened',
    prompt: 'What happened, in order? What did things look like at the time, with what was known then?',
  },
  howNoticed: {
    title: 'How it was noticed',
    prompt: 'What showed it first, and how long after it began? How could it have shown sooner?',
  },
  howMended: {
    title: 'How it was mended',
    prompt: 'What was tried, what worked, and how was it clear that it worked?',
  },
  wentWell: { title: 'What went well', prompt: 'What helped, and how can there be more of it?' },
  wasHard: {
    title: 'What was hard',
    prompt: 'What slowed things down? What was missing, unclear or misleading?',
  },
  lucky: { title: 'Where we were lucky', prompt: 'What could have made it worse, and how near was that?' },
  customerSummary: {
    title: 'Summary for the customer',
    prompt: 'What should the customer know: what was affected, how long, what was done, what changes now?',
  },
}

export const reviewTaskWords: Record<ReviewTaskKey, string> = {
  timeline: 'Review the timeline',
  write: 'Write the review',
  debrief: 'Hold the debrief',
  actions: 'Agree on actions',
  share: 'Share what was learned',
}

/** The list every review begins with. */
export const freshTasks = (): ReviewTask[] =>
  (['timeline', 'write', 'debrief', 'actions', 'share'] as const).map((key) => ({
    ...{ key, title: reviewTaskWords[key], status: 'open' as const },
    ...{ finishedAt: null, finishedName: null },
  }))

/** What each number of the impact means; footnotes wherever it is shown. */
export const impactDefinitions = {
  impactMinutes:
    'minutes of the clock in which at least one person of this customer had poor or bad quality or could not join',
  sessions: 'calls with at least one such person',
  participants: 'people in calls who were hit, each counted once for each time they joined',
  painMinutes: 'minutes of bad quality plus half the minutes of poor quality, added up over people',
  joinFailures: 'tries to join a call that failed',
  share: 'people who were hit, of all people of the customer in calls over the same time',
} as const
