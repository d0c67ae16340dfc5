import css from '@/components/account/account.module.css'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import type { DataColumn } from '@/components/shell/data-table'
import type { PeopleView, PersonView } from '@/lib/api/views/people'
import { ROLES } from '@/lib/auth/roles'
import { type Deed, ROLE_WORDS } from './people-words'
import { PersonMenu } from './person-menu'

export const personColumns = (
  view: Pick<PeopleView, 'people' | 'passwordsOff'>,
  onDeed: (deed: Deed, person: PersonView) => void,
): readonly DataColumn<PersonView>[] => [
  {
    id: 'name',
    header: 'Name',
    narrow: 'title',
    width: '22%',
    sortValue: ({ name }) => name.toLowerCase(),
    cell: ({ name, isYou }) => (
      <span className={css.name}>
        {name} {isYou && <Chip>You</Chip>}
      </span>
    ),
  },
  { id: 'email', header: 'E-mail', sortValue: ({ email }) => email, cell: ({ email }) => email },
  {
    id: 'role',
    header: 'Role',
    width: '96px',
    sortValue: ({ role }) => ROLES.indexOf(role),
    cell: ({ role }) => ROLE_WORDS[role],
  },
  {
    id: 'factor',
    header: 'Second factor',
    width: '13%',
    sortValue: ({ secondFactor }) => Number(secondFactor),
    cell: ({ secondFactor }) => (secondFactor ? <Chip tone="ok">On</Chip> : 'Off'),
  },
  {
    id: 'used',
    header: 'Last here',
    width: '15%',
    sortValue: ({ usedAt }) => usedAt ?? '',
    cell: ({ usedAt }) => (usedAt ? <Ago at={usedAt} still /> : 'Not signed in'),
  },
  {
    id: 'sessions',
    header: 'Sessions',
    align: 'right',
    width: '100px',
    sortValue: ({ sessions }) => sessions,
    cell: ({ sessions }) => sessions,
  },
  {
    id: 'menu',
    header: 'Actions',
    headerHidden: true,
    narrow: 'bare',
    align: 'right',
    width: '56px',
    cell: (person) => <PersonMenu person={person} view={view} onDeed={(deed) => onDeed(deed, person)} />,
  },
]
