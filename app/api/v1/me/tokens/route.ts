import { apiTokensSchema, createdApiTokenSchema, newApiTokenSchema } from '#lib/access/api-tokens/contract.ts'
import { listOwnTokens, makeOwnToken } from '#lib/access/api-tokens/own-tokens.server.ts'
import { route } from '../../../door.ts'

export const GET = route('GET /api/v1/me/tokens', { respond: apiTokensSchema }, async ({ member }) => ({
  tokens: await listOwnTokens(member),
}))

export const POST = route(
  'POST /api/v1/me/tokens',
  { body: newApiTokenSchema, respond: createdApiTokenSchema, status: 201 },
  ({ member, body, now }) => makeOwnToken(member, body, now),
)
