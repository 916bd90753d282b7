import { z } from 'zod'

/** A reply that is a file, handed on as it is made. */
export class Download {
  readonly chunks: AsyncIterator<Uint8Array>
  readonly contentType: string
  readonly fileName: string

  constructor(chunks: AsyncIterable<Uint8Array>, contentType: string, fileName: string) {
    this.chunks = chunks[Symbol.asyncIterator]()
    this.contentType = contentType
    this.fileName = fileName.replace(/[^\w.-]+/g, '-').slice(0, 120)
  }

  /** Pulled by the reader: who reads slowly is not written ahead of. */
  response(headers: Readonly<Record<string, string>>): Response {
    const { chunks } = this
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value, done } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return?.()
      },
    })
    return new Response(body, {
      headers: {
        ...headers,
        'Content-Type': this.contentType,
        'Content-Disposition': `attachment; filename="${this.fileName}"`,
      },
    })
  }
}

/** The closed shape of a route that answers with a file. */
export const downloadSchema = z.instanceof(Download)
