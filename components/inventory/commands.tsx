import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { Id, writeClipboard } from '@/components/shell/id'
import { notify } from '@/components/shell/notify'
import css from './inventory.module.css'

const COMMANDS: readonly { readonly what: string; readonly name: string; readonly file: string }[] = [
  { what: 'VPCs', name: 'describe-vpcs', file: 'vpcs.json' },
  { what: 'Subnets', name: 'describe-subnets', file: 'subnets.json' },
  { what: 'Network interfaces', name: 'describe-network-interfaces', file: 'interfaces.json' },
  { what: 'Elastic IPs', name: 'describe-addresses', file: 'addresses.json' },
  { what: 'Security groups', name: 'describe-security-groups', file: 'security-groups.json' },
]

const commandLine = (one: (typeof COMMANDS)[number]) => `aws ec2 ${one.name} --output json > ${one.file}`

async function copyAll() {
  if (await writeClipboard(COMMANDS.map(commandLine).join('\n'))) notify.done('Copied', 'Five commands')
  else notify.failed('The browser did not allow copying.', 'Select the text and copy it by hand.')
}

/** The commands whose output is read, each to copy, and all of them at once. */
export function Commands() {
  return (
    <section className={css.card} aria-labelledby="commands">
      <div className={css.head}>
        <h2 id="commands">Commands to run</h2>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => void copyAll()}
        >
          Copy all five
        </Button>
      </div>
      <ul className={css.commands}>
        {COMMANDS.map((one) => (
          <li key={one.name}>
            <span className={css.soft}>{one.what}</span>
            <Id value={commandLine(one)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
