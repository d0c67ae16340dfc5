'use client'

import { Button, SegmentedControl } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { copyText } from '@/components/shell/id'
import { ScrollRegion } from '@/components/shell/scroll-region'
import type { GroupConfigView } from '@/lib/api/views/groups'
import css from './configuration.module.css'

type Form = 'json' | 'terraform'

const NAMES: Record<Form, string> = { json: 'JSON', terraform: 'Terraform' }

/** A configuration as code, to copy. `of`: what it is the configuration of, for the label and for what is copied. */
export function GroupConfiguration(props: { of: string; config: GroupConfigView; terraform: string }) {
  const { of, config, terraform } = props
  const [form, setForm] = useState<Form>('json')
  const json = useMemo(() => JSON.stringify(config, null, 2), [config])
  const text = form === 'json' ? json : terraform
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
          onClick={() => void copyText(text, `${of} as ${name}`)}
        >
          Copy {name}
        </Button>
      </div>
      <ScrollRegion className={css.code} aria-label={`${of} as ${name}`}>
        <pre>{text}</pre>
      </ScrollRegion>
    </section>
  )
}
