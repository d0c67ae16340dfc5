'use client'

import { Button, SegmentedControl } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { copyText } from '@/components/shell/id'
import { ScrollRegion } from '@/components/shell/scroll-region'
import type { GroupView } from '@/lib/api/views/groups'
import css from './configuration.module.css'

type Form = 'json' | 'terraform'

const NAMES: Record<Form, string> = { json: 'JSON', terraform: 'Terraform' }

/** The group's configuration as code, to copy. */
export function GroupConfiguration(props: { view: GroupView }) {
  const { view } = props
  const [form, setForm] = useState<Form>('json')
  const json = useMemo(() => JSON.stringify(view.config, null, 2), [view.config])
  const text = form === 'json' ? json : view.terraform
  const name = NAMES[form]
  return (
    <section className={css.card} aria-label="Configuration">
      <div className={css.head}>
        <SegmentedControl
          aria-label="Form"
          size="xs"
          data={[
            { value: 'json', label: 'JSON' },
            { value: 'terraform', label: 'Terraform' },
          ]}
          value={form}
          onChange={(value) => setForm(value === 'terraform' ? 'terraform' : 'json')}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => void copyText(text, `${view.row.name} as ${name}`)}
        >
          Copy {name}
        </Button>
      </div>
      <ScrollRegion className={css.code} aria-label={`${view.row.name} as ${name}`}>
        <pre>{text}</pre>
      </ScrollRegion>
    </section>
  )
}
