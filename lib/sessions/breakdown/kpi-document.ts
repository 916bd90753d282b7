import { formatFigure } from './format-figure.ts'
import { kpiDefinition, kpiGround, kpiIds } from './kpi-definitions.ts'

/** `docs/kpis.md`: the definitions for people. A test fails while the file says anything else. */
export function kpiDocument(): string {
  return `${[
    '# Key figures and what exactly they mean',
    '',
    'Made from `lib/sessions/breakdown/kpi-definitions.ts` by `node scripts/write-kpis.ts`; do not edit. The page',
    'Breakdown → Key figures prints the same sentences beside the figures.',
    '',
    ...kpiGround.map((line) => `- ${line}`),
    '',
    ...kpiIds.flatMap(section),
  ].join('\n')}`
}

function section(id: (typeof kpiIds)[number]): string[] {
  const { name, definition, counts, objective, unit, higherIsBetter, source } = kpiDefinition(id)
  const sign = higherIsBetter ? 'at least' : 'at most'
  const goal =
    objective === null ? [] : [`- Objective over 28 days: ${sign} ${formatFigure(objective, unit)}`]
  return [`## ${name}`, '', definition, '', `- n counts ${counts}`, ...goal, `- Source: ${source}`, '']
}
