import { z } from 'zod'
import { ROLES } from '@/lib/auth/roles'
import { email, linkToken, password, personName } from './accounts'

const token = linkToken
export const idSchema = z.string().min(1).max(100)
export const roleSchema = z.enum(ROLES)

/** Of the app, or of the paper; what is neither is a wrong code. */
const code = z.string().trim().min(1, 'Type the code.').max(100, 'This is too long.')

export const codeSchema = z.object({ code })
export type CodeValues = z.input<typeof codeSchema>

/** Asked again before something that whoever finds an open browser must not do. */
export const presentSchema = z.object({ present: password })
export type PresentValues = z.input<typeof presentSchema>

export const changePasswordSchema = z.object({ present: password, password })
export type ChangePasswordValues = z.input<typeof changePasswordSchema>

export const newPasswordSchema = z.object({ token, password })
export type NewPasswordValues = z.input<typeof newPasswordSchema>

export const inviteSchema = z.object({ email, role: roleSchema })
export type InviteValues = z.input<typeof inviteSchema>

export const acceptSchema = z.object({ token, name: personName, password })
export type AcceptValues = z.input<typeof acceptSchema>
