import { ApiProblem, problemOf } from '#components/query/api.ts'
import { type ImportView, importSchema } from '#lib/sessions/imports/contract.ts'

export type Sending = {
  file: File
  appId: string
  importId: string
  onSent: (bytes: number) => void
  signal: AbortSignal
}

/** Sends a file as it is. An old-fashioned request, because only it tells how much has gone out. */
export function sendFile({ file, appId, importId, onSent, signal }: Sending): Promise<ImportView> {
  const query = new URLSearchParams({ app: appId, file: file.name.slice(0, 300), import: importId })
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/imports?${query}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('accept', 'application/json')
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onerror = () => reject(new ApiProblem(0, 'unreachable', 'The server cannot be reached.'))
    request.onabort = () => reject(new ApiProblem(0, 'stopped', 'Stopped. Nothing of the file was kept.'))
    request.onload = () => {
      const body = jsonOf(request.responseText)
      const parsed = importSchema.safeParse(body)
      if (request.status === 201 && parsed.success) resolve(parsed.data)
      else reject(problemOf(request.status, body))
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
