/** Compressed where the browser can; else as it is, which the server takes as well. */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer> | string> {
  if (typeof CompressionStream !== 'function') return text
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
