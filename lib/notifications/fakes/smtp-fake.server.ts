import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A stand-in for a mail server, on this machine: keeps what arrives and refuses as it is told. */
export type MailAnswer =
  | 'ok'
  /** refuses the address, or the mail: 451 = later, 550 = never */
  | { at: 'rcpt' | 'data'; code: number }
  /** takes the mail and never answers */
  | 'hang'
  /** takes the mail and cuts the connection */
  | 'drop'

export type MailArrival = { to: string[]; mail: ParsedMail; raw: string; at: number; answer: MailAnswer }

export type SmtpFake = {
  url: string
  arrived: MailArrival[]
  answers: (...answers: MailAnswer[]) => void
  take: () => MailArrival
  expectNothingElse: () => void
  stop: () => Promise<void>
}

const fault = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

export async function startSmtpFake(
  options: { port?: number; onArrival?: (arrival: MailArrival) => void } = {},
): Promise<SmtpFake> {
  const arrived: MailArrival[] = []
  const unread: MailArrival[] = []
  const script: MailAnswer[] = []
  const current = () => script[0] ?? 'ok'
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    closeTimeout: 50,
    logger: false,
    onRcptTo(_address, _session, done) {
      const answer = current()
      if (typeof answer === 'string' || answer.at !== 'rcpt') return done()
      script.shift()
      done(fault(answer.code, answer.code >= 500 ? '5.1.1 no such user here' : '4.7.1 greylisted, try later'))
    },
    onData(stream, session, done) {
      void collect(stream).then(async (raw) => {
        const answer = script.shift() ?? 'ok'
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const arrival = { to, mail: await simpleParser(raw), raw, at: Date.now(), answer }
        if (typeof answer === 'object') return done(fault(answer.code, 'refused'))
        arrived.push(arrival)
        unread.push(arrival)
        options.onArrival?.(arrival)
        if (answer === 'drop') for (const one of server.connections) (one as Connection)._socket?.destroy()
        else if (answer === 'ok') done()
      })
    },
  })
  server.on('error', () => undefined) // a client that goes away is none of its business
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    arrived,
    answers: (...answers) => void script.push(...answers),
    take() {
      const found = unread.shift()
      if (!found) throw new Error('no mail arrived')
      return found
    },
    expectNothingElse() {
      if (unread.length > 0)
        throw new Error(`nobody expected the mails ${unread.map(({ mail }) => mail.subject).join('; ')}`)
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

type Connection = { _socket?: { destroy: () => void } }

async function collect(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
