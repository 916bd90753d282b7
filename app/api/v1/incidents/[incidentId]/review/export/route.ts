import { reviewExportQuerySchema } from '#lib/incidents/learning/contract.ts'
import { exportReview } from '#lib/incidents/learning/export-review.server.ts'
import { found, route } from '../../../../../door.ts'
import { Download, downloadSchema } from '../../../../../download.ts'
import { incidentParams } from '../../../../../incident-params.ts'

const types = { markdown: 'text/markdown; charset=utf-8', json: 'application/json; charset=utf-8' } as const

export const GET = route(
  'GET /api/v1/incidents/[incidentId]/review/export',
  { params: incidentParams, query: reviewExportQuerySchema, respond: downloadSchema },
  async ({ member, params, query, now }) => {
    const { text, name } = found(await exportReview(member, params.incidentId, query, now))
    return new Download(once(text), types[query.format], name)
  },
)

async function* once(text: string) {
  yield new TextEncoder().encode(text)
}
