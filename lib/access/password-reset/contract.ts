import { z } from 'zod'
import { emailSchema, newPasswordSchema } from '../contract.ts'

/** POST /api/password-reset: the answer is the same whether or not the address has an account. */
export const askResetSchema = z.strictObject({ email: emailSchema })

/** POST /api/new-password, by whoever holds the link of the mail. */
export const setNewPasswordSchema = z.strictObject({
  token: z.string().min(1).max(2_000),
  password: newPasswordSchema,
})
