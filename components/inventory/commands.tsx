'use client'

import { Button, Tabs } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { Id, writeClipboard } from '@/components/shell/id'
import { notify } from '@/components/shell/notify'
import { CLOUDS, type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import css from './inventory.module.css'

type Command = { readonly what: string; readonly name: string; readonly file: string }

const COMMANDS: { readonly [C in Cloud]: readonly Command[] } = {
  aws: [
    { what: 'VPCs', name: 'aws ec2 describe-vpcs', file: 'vpcs.json' },
    { what: 'Subnets', name: 'aws ec2 describe-subnets', file: 'subnets.json' },
    { what: 'Network interfaces', name: 'aws ec2 describe-network-interfaces', file: 'interfaces.json' },
    { what: 'Elastic IPs', name: 'aws ec2 describe-addresses', file: 'addresses.json' },
    { what: 'Security groups', name: 'aws ec2 describe-security-groups', file: 'security-groups.json' },
  ],
  azure: [
    { what: 'Virtual networks, subnets', name: 'az network vnet list', file: 'vnets.json' },
    { what: 'Network interfaces', name: 'az network nic list', file: 'nics.json' },
    { what: 'Public IPs', name: 'az network public-ip list', file: 'public-ips.json' },
    { what: 'Network security groups', name: 'az network nsg list', file: 'nsgs.json' },
    { what: 'Application security groups', name: 'az network asg list', file: 'asgs.json' },
    { what: 'Load balancers', name: 'az network lb list', file: 'lbs.json' },
  ],
}

const NOTES: { readonly [C in Cloud]: string } = {
  aws: 'Each command prints one region: that of the profile, or of --region.',
  azure:
    'Each command prints one subscription: that of az account show, or of --subscription. Machines of a uniform scale set have their interfaces in az vmss nic list.',
}

const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'] as const
const commandLine = ({ name, file }: Command) => `${name} --output json > ${file}`

async function copyAll(commands: readonly Command[]) {
  const what = `${COUNTS[commands.length]} commands`
  if (await writeClipboard(commands.map(commandLine).join('\n'))) notify.done('Copied', what)
  else notify.failed('The browser did not allow copying.', 'Select the text and copy it by hand.')
}

/** The commands whose output is read, cloud by cloud, each to copy, and all of a cloud at once. */
export function Commands() {
  const [cloud, setCloud] = useState<Cloud>(CLOUDS[0])
  const commands = COMMANDS[cloud]
  return (
    <section className={css.card} aria-labelledby="commands">
      <div className={css.head}>
        <h2 id="commands">Commands to run</h2>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => void copyAll(commands)}
        >
          Copy all {COUNTS[commands.length]}
        </Button>
      </div>
      <Tabs value={cloud} onChange={(value) => setCloud(CLOUDS.find((one) => one === value) ?? CLOUDS[0])}>
        <Tabs.List aria-label="Cloud">
          {CLOUDS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {cloudRules[one].label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {CLOUDS.map((one) => (
          <Tabs.Panel key={one} value={one} pt={8}>
            <ul className={css.commands}>
              {COMMANDS[one].map((command) => (
                <li key={command.name}>
                  <span className={css.soft}>{command.what}</span>
                  <Id value={commandLine(command)} />
                </li>
              ))}
            </ul>
            <p className={css.note}>{NOTES[one]}</p>
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  )
}
