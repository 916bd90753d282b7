import { limits as l } from '../limits.ts'
import type { Catalogue } from './entry.ts'

const s = (ms: number) => `${ms / 1000} s`
const minute = s(l.chat.windowMs)

export const chat = {
  'chat-delivery-delayed': {
    title: 'Messages arrive late',
    notice: 'Messages that {who} writes stay unconfirmed for seconds.',
    cause: 'the chat’s server answers slowly, or the line of {who} to it is slow',
    remedy:
      'Look at the queue, the database and the fan-out of the chat’s server; if only one person is affected, at their network. Show messages as pending meanwhile.',
    owner: 'app-dev',
    raise: `at least ${l.chat.delay.minSlow} messages, and a fifth of all, of the last ${minute} take ≥ ${s(l.chat.delay.minor)} to be confirmed; major from ${s(l.chat.delay.major)}, critical from ${s(l.chat.delay.critical)}`,
    clear: `less than a tenth slower than ${s(l.chat.delay.clear)} for ${s(l.chat.clearMs)}`,
    source: 'ITU-T G.1010 2 and 4 s [S]; Nielsen 10 s [P]; shares [H]',
  },
  'chat-messages-failing': {
    title: 'Messages are not delivered',
    notice: 'Messages that {who} writes do not get through.',
    cause: 'the chat’s server refuses messages, or never confirms them',
    remedy:
      'Read the reasons in the events (limits, expired tokens, errors of the server); the app should try again and mark what was not sent.',
    owner: 'app-dev',
    raise: `≥ ${l.chat.failed.minFailed} messages and ≥ ${l.chat.failed.minor} % of those answered in ${minute} were refused or unanswered for 30 s; major from ${l.chat.failed.major} %, critical from ${l.chat.failed.critical} %`,
    clear: `< ${l.chat.failed.clear} % for ${s(l.chat.clearMs)}`,
    source: 'ITU-T G.1010: no loss of data [S]; shares [H]',
  },
  'chat-disconnected': {
    title: 'Chat disconnected',
    notice: '{who} can neither send nor receive messages.',
    cause: 'the chat’s line of {who} is down',
    remedy:
      'If media goes on, the chat’s server or a proxy that cuts long connections; otherwise the network of {who}. Reconnect with growing pauses.',
    owner: 'app-dev',
    raise: `down for ≥ ${s(l.chat.down.minor)}; major from ${s(l.chat.down.major)}, critical from ${s(l.chat.down.critical)} in a chat without a call`,
    clear: `up again for ${s(l.chat.upMs)}`,
    source: '[H]',
  },
  'chat-reconnecting': {
    title: 'Chat keeps reconnecting',
    notice: 'Messages of {who} come in bursts or twice.',
    cause: 'the chat’s line of {who} breaks again and again',
    remedy:
      'Compare the time between breaks with time-outs of proxies and with the ping period; look for restarts of the chat’s server.',
    owner: 'app-dev',
    raise: `≥ ${l.chat.reconnects.minor} reconnects within ${minute}; major from ${l.chat.reconnects.major}`,
    clear: `fewer within ${minute}`,
    source: '[H]',
  },
  'data-channel-closed': {
    title: 'Data channel closed during the call',
    notice: 'What {who} and {others} exchange beside media (chat, reactions, control) stops.',
    cause: 'a data channel closed while its connection lives',
    remedy:
      'Check whether the app closes it on purpose; otherwise look for messages over the size limit and for errors of the channel.',
    owner: 'app-dev',
    raise: `closed for ≥ ${s(l.dataChannel.holdMs)} while the connection is up; a hint, unless it reports an error or the chat fails meanwhile`,
    clear: `open again, its connection ends, or after ${s(l.dataChannel.newsMs)}`,
    source: 'W3C RTCDataChannelState [S]; [H]',
  },
  'data-channel-stalled': {
    title: 'Messages over the data channel do not arrive',
    notice: '{about} does not see what {who} sends beside media.',
    cause: 'messages leave {who} and none arrives at {about}',
    remedy:
      'Look at the path and at the amount buffered; a channel without retransmission may simply lose them.',
    owner: 'app-dev',
    raise: `in a call of two, ≥ ${l.dataChannel.stalledSent} messages sent and none received within ${minute}, though some were before`,
    clear: 'a message arrives, or nobody sends',
    source: 'W3C webrtc-stats messagesSent, messagesReceived [S]; [H]',
  },
} as const satisfies Catalogue
