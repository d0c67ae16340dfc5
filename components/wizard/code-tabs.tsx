'use client'

import { Button, Tabs } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { writeClipboard } from '@/components/shell/id'
import { notify } from '@/components/shell/notify'
import { ScrollRegion } from '@/components/shell/scroll-region'
import css from './review.module.css'
import { useWizard } from './wizard-context'

/** The configuration in each language in which it can be copied. */
export function CodeTabs() {
  const { plan } = useWizard()
  const found = plan.plan
  if (!found || found.codes.length === 0) return null
  return (
    <section className={css.card} aria-label="As code">
      <Tabs defaultValue={found.codes[0]?.name ?? ''} keepMounted={false}>
        <Tabs.List>
          {found.codes.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {found.codes.map((code) => (
          <Tabs.Panel key={code.name} value={code.name}>
            <Code {...code} />
          </Tabs.Panel>
        ))}
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
