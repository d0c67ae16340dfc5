import { DataTable, type DataTableProps } from '@/components/shell/data-table'
import { EmptyState } from '@/components/shell/states'
import css from './simulator.module.css'

type Table<T> = Omit<DataTableProps<T>, 'label' | 'urlPrefix' | 'empty' | 'rowKey'>

/** What the simulated cloud has of one kind, under its heading. `id` is also where the page can be jumped to. */
export function SimulatorTable<T extends { readonly id: string }>(
  props: Table<T> & { id: string; title: string; empty: { title: string; text: string } },
) {
  const { id, title, empty, ...table } = props
  return (
    <section aria-label={title}>
      <h2 id={id} className={css.title}>
        {title}
      </h2>
      <DataTable<T>
        {...table}
        label={title}
        urlPrefix={id}
        rowKey={(row) => row.id}
        empty={<EmptyState compact {...empty} />}
      />
    </section>
  )
}
