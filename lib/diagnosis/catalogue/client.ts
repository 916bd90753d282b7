import { limits as l } from '../limits.ts'
import type { Catalogue } from './entry.ts'

const s = (ms: number) => `${ms / 1000} s`

export const client = {
  'tab-hidden-throttled': {
    title: 'Page in the background',
    notice: 'Usually nothing; the picture jumps when {who} comes back.',
    cause: 'the page of {who} is hidden',
    remedy: 'None; or keep the tab visible, or use picture-in-picture.',
    owner: 'nobody',
    raise: 'the page is hidden and samples are late or no frame is shown',
    clear: 'visible',
    source: 'Chromium timer throttling [P]',
  },
  'telemetry-gap': {
    title: 'No measurements',
    notice: 'Nobody may notice anything; nothing is known of {who}.',
    cause: 'the telemetry of {who} does not arrive',
    remedy:
      'Allow the collector’s host in blockers and proxies; check ingestion when many are silent. Quality is unknown for the gap.',
    owner: 'app-dev',
    raise: `no sample for three intervals; minor from ${s(l.gap.minorMs)}`,
    clear: 'a sample',
    source: '[H]',
  },
  'client-clock-skew': {
    title: 'Clock is wrong',
    notice: 'Nothing directly; sign-ins or TURN may fail.',
    cause: 'the clock of {who} is off',
    remedy:
      'Times here are corrected; set the clock, since wrong ones break time-limited TURN credentials and TLS.',
    owner: 'user',
    raise: `off by ≥ ${s(l.clock.offsetMs)}`,
    clear: `< ${s(l.clock.clearOffsetMs)} in ${l.clock.clearSamples} samples`,
    source: '[H]',
  },
  'playback-blocked': {
    title: 'Browser blocked the sound',
    notice: '{who} hears nothing although all figures are perfect.',
    cause: 'the browser of {who} blocks sound until the page is clicked',
    remedy: 'Click in the page once; the application must start playing after a user’s gesture.',
    owner: 'app-dev',
    raise: 'playing is refused with NotAllowedError',
    clear: 'media plays, or the participant leaves',
    source: 'HTML autoplay policy [S]',
  },
  'application-error': {
    title: 'The application throws errors',
    notice: 'Something in the app of {who} may not work.',
    cause: 'uncaught errors in the page of {who}',
    remedy: 'Read the error and its stack in the events; compare with the release that brought it.',
    owner: 'app-dev',
    raise: `an uncaught exception or rejection; minor, major from ${l.application.majorCount} within ${s(l.application.closesMs)}`,
    clear: `none for ${s(l.application.closesMs)}`,
    source: 'HTML error and unhandledrejection events [S]; [H]',
  },
} as const satisfies Catalogue
