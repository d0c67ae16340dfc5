import { expect, test } from 'vitest'
import { groupCommandSchema } from './commands'
import { wizardSchemas } from './wizard'

const scale = (target: unknown) =>
  groupCommandSchema.safeParse({ kind: 'scale', groupId: 'sig-1', target, resumePaused: true })

test.each(['', ' ', '3', null, [], true, 1.5, -1, 1e9, Number.NaN])('scale refuses the target %j', (target) =>
  expect(scale(target).success).toBe(false),
)

test('scale takes 0 when it is asked for', () => expect(scale(0).success).toBe(true))

test('an empty name is one problem', () =>
  expect(
    wizardSchemas.aws.general
      .safeParse({ name: ' ' })
      .error?.issues.filter((issue) => issue.path[0] === 'name'),
  ).toMatchObject([{ message: 'Give the group a name.' }]))
