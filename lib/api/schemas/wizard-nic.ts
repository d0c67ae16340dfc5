import { z } from 'zod'

const id = z.string().max(512)

/** One card of the pooled form. What interfaces must be among each other (Z2) is judged with all of them. */
export const nicSchema = z.object({
  /** Names the card for as long as the form is open, whatever it is called and wherever it stands. */
  key: z.string().max(100),
  name: z
    .string()
    .trim()
    .min(1, { error: 'Give the interface a name.', abort: true })
    .max(40, 'A name has 40 characters at most.')
    .regex(
      /^[A-Za-z][A-Za-z0-9_-]*$/,
      'Use letters, digits, dashes and underscores, starting with a letter.',
    ),
  subnetId: id.min(1, 'Choose a subnet.'),
  primary: z.boolean(),
  /** Empty: none. */
  networkSecurityGroupId: id,
  applicationSecurityGroupIds: z.array(id).max(1_000),
  publicIp: z.boolean(),
  /** Text as typed: addresses, ranges, CIDRs. */
  privateIpPool: z.string().max(2_000_000, 'This pool is too long to read. Use ranges or CIDRs.'),
  publicIpPool: z.array(id).max(5_000),
})
