'use client'

import { Button, Tabs } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { writeClipboard } from '@/components/shell/id'
import { notify } from '@/components/shell/notify'
import { ScrollRegion } from '@/components/shell/scroll-region'
import css from './review.module.css'
import { useWizard } from './wizard-context'

/** The configuration as JSON and as Terraform, to copy. */
export function CodeTabs() {
  const { plan } = useWizard()
  const found = plan.plan
  if (!found || found.json === '') return null
  return (
    <section className={css.card} aria-label="As code">
      <Tabs defaultValue="json" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
          <Tabs.Tab value="terraform">Terraform</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="json">
          <Code text={found.json} name="JSON" />
        </Tabs.Panel>
        <Tabs.Panel value="terraform">
          <Code text={found.terraform} name="Terraform" />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

function Code(props: { text: string; name: string }) {
  const copy = async () => {
    if (await writeClipboard(props.text)) notify.done('Copied', `The group as ${props.name}`)
    else notify.failed('The browser did not allow copying.', 'Select the text and copy it by hand.')
  }
  return (
    <div className={css.code}>
      <Button
        className={css.copy}
        variant="default"
        size="xs"
        leftSection={<IconCopy size={14} aria-hidden />}
        onClick={() => void copy()}
      >
        Copy {props.name}
      </Button>
      <ScrollRegion className={css.codeText} aria-label={`The group as ${props.name}`}>
        <pre>{props.text}</pre>
      </ScrollRegion>
    </div>
  )
}
