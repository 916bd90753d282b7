import { type DumpFormat, dumpFormats, type ImportedCall, type ImportedParticipant } from './imported-call.ts'
import type { Budget, Participant } from './participant.ts'
import { empty } from './refusals.ts'

/** The call of a dump that was read to its end; one without a single sample or event is refused. */
export function finishCall(
  about: { format: DumpFormat; formatVersion: string | null; budget: Budget; notes?: readonly string[] },
  gathered: readonly Participant[],
): ImportedCall {
  const participants = gathered
    .filter((one) => !one.isEmpty())
    .map((one) => one.finish())
    .filter(({ reports, events }) => reports.length + events.length > 0)
  if (participants.length === 0)
    throw empty(
      `This is a ${dumpFormats[about.format]}, but it holds neither a sample nor an event of a call.`,
    )
  return {
    format: about.format,
    formatVersion: about.formatVersion,
    startedAt: Math.min(...participants.map(firstMs)),
    participants,
    notes: [...(about.notes ?? []), ...about.budget.notes],
    ...saidOfMutes(gathered),
  }
}

function saidOfMutes(gathered: readonly Participant[]): { tellsMute?: boolean } {
  const said = gathered.map(({ tellsMute }) => tellsMute).filter((one) => one !== null)
  return said.length === 0 ? {} : { tellsMute: said.every((one) => one) }
}

function firstMs({ reports, events }: ImportedParticipant): number {
  return Math.min(reports[0]?.[1] ?? Number.POSITIVE_INFINITY, events[0]?.t ?? Number.POSITIVE_INFINITY)
}
