import { createdSchema, customersSchema, newCustomerSchema } from '#lib/access/contract.ts'
import { addCustomer, listCustomers } from '#lib/access/customers/customers.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/customers', { respond: customersSchema }, ({ member }) =>
  listCustomers(member.scope),
)

export const POST = route(
  'POST /api/v1/customers',
  { body: newCustomerSchema, respond: createdSchema, status: 201 },
  ({ member, body, now }) => addCustomer(member, body, now),
)
