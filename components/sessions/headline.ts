import { chatReasons } from '#lib/quality/model.ts'
import type { Band, ParticipantView, SessionView } from '#lib/sessions/contract.ts'

/** A sentence in parts: who (a person's own words, to be isolated), what, and since when. */
export type Finding = { who: string; what: string; since: number | null; band: Band }

const severity: Record<Band, number> = { bad: 3, poor: 2, unknown: 1, fair: 0, good: 0 }

/** The name to show: as told, else the outside id. */
export function nameOf(participant: Pick<ParticipantView, 'name' | 'externalId'>): string {
  return participant.name?.trim() || participant.externalId
}

/** What is wrong now (or was at the end), worst first; nothing for who is well. Only what the data says. */
export function findingsOf(session: SessionView, participants: readonly ParticipantView[]): Finding[] {
  return participants
    .filter((person) => session.state === 'ended' || person.state !== 'left')
    .flatMap((person) => {
      const live = session.state === 'live'
      return [...findingOf(person, live), ...chatFindingOf(person, live)]
    })
    .sort((a, b) => severity[b.band] - severity[a.band] || (a.since ?? 0) - (b.since ?? 0))
}

function findingOf(person: ParticipantView, live: boolean): Finding[] {
  const who = nameOf(person)
  if (live && person.state === 'no-telemetry')
    return [{ who, what: 'no measurements arrive', since: person.lastReportAt, band: 'unknown' }]
  if (live && (person.transport === 'failed' || person.transport === 'disconnected'))
    return [{ who, what: `connection ${person.transport}`, since: person.bandSince, band: 'bad' }]
  if (person.band !== 'poor' && person.band !== 'bad') return []
  if (onlyChats(person)) return []
  const [now, then] = direction(person) === 'receive' ? ['receives', 'received'] : ['sends', 'sent']
  const verb = live ? now : then
  const what = `${verb} ${person.band} ${medium(person)}${person.reason ? `: ${person.reason}` : ''}`
  return [{ who, what, since: person.bandSince, band: person.band }]
}

/** Whose page has nothing but a chat: there is no sound or picture to look at. */
export function onlyChats({ chat, tracks, transport }: ParticipantView): boolean {
  return chat?.used === true && tracks.length === 0 && transport === 'new'
}

/** The chat by itself; beside a call only when it is bad, as in the call's own band. */
function chatFindingOf(person: ParticipantView, live: boolean): Finding[] {
  const { chat } = person
  if (chat === null || (live && person.state !== 'present')) return []
  if (chat.band !== 'bad' && !(onlyChats(person) && chat.band === 'poor')) return []
  const known = chatReasons.find((reason) => reason === chat.reason)
  const what = `${live ? 'has' : 'had'} a ${chat.band} chat${known ? `: ${known}` : ''}`
  return [{ who: nameOf(person), what, since: live ? chat.bandSince : null, band: chat.band }]
}

/** The worse direction; the score of a participant is the lower of the two. */
function direction({ receiveScore, sendScore }: ParticipantView): 'receive' | 'send' {
  if (sendScore === null) return 'receive'
  return receiveScore === null || sendScore < receiveScore ? 'send' : 'receive'
}

/** Reasons that only a picture can have. */
const pictureReasons = ['freezes', 'blurry', 'small picture', 'low frame rate', 'corrupted picture']

/** Audio or video when the reason or the tracks of that direction say so, else quality. */
function medium(person: ParticipantView): string {
  if (person.reason !== null && pictureReasons.includes(person.reason)) return 'video'
  const prefix = direction(person) === 'receive' ? 'inbound' : 'outbound'
  const scored = person.tracks.filter((track) => track.type.startsWith(prefix) && track.score !== null)
  const worst = scored.toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0))[0]
  if (!worst || severity[worst.band] < severity.poor) return 'quality'
  return worst.type.endsWith('audio') ? 'audio' : 'video'
}

/** When nothing is wrong, what then? */
export function calmLine(session: SessionView, participants: readonly ParticipantView[]): string {
  const here = participants.filter((person) => session.state === 'ended' || person.state !== 'left')
  if (participants.length === 0) return 'Nobody has reported anything yet.'
  if (here.length === 0) return 'Everybody has left.'
  const scored = here.filter((person) => person.band !== 'unknown')
  if (scored.length === 0)
    return here.every(onlyChats)
      ? 'Nothing could be scored: nobody had a message confirmed lately.'
      : 'Nothing could be scored: no media that was expected to flow.'
  const unscored = here.length - scored.length
  const fair = scored.filter((person) => person.band === 'fair').length
  const state = fair === 0 ? 'good' : fair === scored.length ? 'fair' : `good, ${fair} of them fair`
  const people =
    scored.length === 1 ? 'The one scored participant is' : `All ${scored.length} scored participants are`
  return `${people} ${state}.${unscored > 0 ? ` ${unscored} not scored.` : ''}`
}
