import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** The limit: what a plain Node HTTP handler needs that takes the same batches, parses them and stores nothing. */
const answer = (batch: string) => `{"batch":"${batch}","accepted":1,"duplicate":0,"rejected":[]}`

const server = createServer((req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    const [first] = chunks
    const raw = chunks.length === 1 && first ? first : Buffer.concat(chunks)
    const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw
    const { batch } = JSON.parse(bytes.toString('utf8')) as { batch: string }
    res.writeHead(200, { 'content-type': 'application/json' })
    res.end(answer(batch))
  })
})
server.keepAliveTimeout = 60_000
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'))
process.on('disconnect', () => process.exit(0))
