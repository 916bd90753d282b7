import { limits as l } from '../limits.ts'
import type { Catalogue } from './entry.ts'

const s = (ms: number) => `${ms / 1000} s`

export const user = {
  'permission-denied': {
    title: 'Access to microphone or camera refused',
    notice: 'Nobody can hear or see {who}.',
    cause: 'the browser of {who} was not allowed to use the device',
    remedy:
      'Lock icon → allow; privacy settings of the system; an embedded frame needs allow="microphone; camera".',
    owner: 'user',
    raise: `getUserMedia fails with NotAllowedError or SecurityError; below ${l.device.promptMs} ms it was a stored refusal or a policy; minor for the camera alone`,
    clear: 'a successful capture',
    source: 'W3C mediacapture-streams [S]; 300 ms [H]',
  },
  'mic-muted': {
    title: 'Muted in the application',
    notice: '{others} do not hear {who}, who may believe to be heard.',
    cause: '{who} is muted',
    remedy: 'Ask {who} to unmute.',
    owner: 'user',
    raise: `muted ≥ ${s(l.mutedMs)} while others speak`,
    clear: 'unmuted',
    source: 'track state [S]; 60 s [H]',
  },
  'talking-while-muted': {
    title: 'Speaks although muted',
    notice: '{who} speaks and nobody reacts.',
    cause: '{who} is muted and does not know it',
    remedy: 'Ask {who} to unmute; the application should show a hint.',
    owner: 'user',
    raise: 'the application hears speech while muted',
    clear: 'unmuted',
    source: 'Jitsi voice activity [P]',
  },
  'duplicate-session': {
    title: 'Same person twice in one call',
    notice: 'Howling or echo.',
    cause: '{who} is in the call with two devices',
    remedy: 'Leave with one, or mute it.',
    owner: 'user',
    raise: `two live participants of one identity for ${s(l.duplicateMs)}; minor, major with echo`,
    clear: `one left or muted for ${s(l.duplicateMs)}`,
    source: '[H]',
  },
  'repeated-rejoins': {
    title: 'Keeps leaving and coming back',
    notice: 'Others see {who} come and go.',
    cause: '{who} joins again and again',
    remedy: 'Mend what precedes the leaves; if nothing does, ask what {who} tries to achieve by reloading.',
    owner: 'user',
    raise: `≥ ${l.rejoins.count} joins within ${l.rejoins.overMs / 60_000} min`,
    clear: `none for ${l.rejoins.overMs / 60_000} min`,
    source: 'Peermetrics [P]',
  },
} as const satisfies Catalogue
