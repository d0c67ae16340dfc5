/**
 * What happens to the installation rather than to an address: who comes in, who may do what, what is taken out of it.
 * They stand in the same log as everything else. No event carries a secret: neither what was typed as a password, nor a
 * token, a link or a code, not even shortened.
 */
export const ACCOUNT_EVENT_TITLES = {
  'signed-in': 'Signed in',
  'sign-in-refused': 'Sign-in refused',
  'signed-out': 'Signed out',
  'session-revoked': 'Session revoked',
  'setup-link-made': 'Link for the first admin made',
  'first-admin-made': 'First admin made',
  'password-changed': 'Password changed',
  'password-reset-made': 'Link for a new password made',
  'password-reset-used': 'New password set by link',
  'second-factor-begun': 'Second factor begun',
  'second-factor-on': 'Second factor turned on',
  'second-factor-off': 'Second factor turned off',
  'recovery-codes-made': 'Recovery codes made',
  'recovery-code-used': 'Recovery code used',
  'sign-on-linked': 'Single sign-on linked',
  'sign-on-unlinked': 'Single sign-on unlinked',
  'invitation-made': 'Invitation made',
  'invitation-accepted': 'Invitation accepted',
  'invitation-revoked': 'Invitation revoked',
  'person-added': 'Person added',
  'person-removed': 'Person removed',
  'role-changed': 'Role changed',
  'token-made': 'Token made',
  'token-revoked': 'Token revoked',
  'maintenance-on': 'Maintenance began',
  'maintenance-off': 'Maintenance ended',
  'backup-restored': 'Backup restored',
  exported: 'Exported',
  'ledger-began': 'Ledger began',
  'ledger-cut': 'Old events removed',
  'ledger-cut-refused': 'Old events not removed',
  'drill-started': 'Drill started',
  'drill-cancelled': 'Drill cancelled',
  'drill-ended': 'Drill ended',
  'drill-removed': 'Drill removed',
  'draft-discarded': 'Draft discarded',
  'retry-asked': 'Asked to try again now',
} as const

export type AccountEventKind = keyof typeof ACCOUNT_EVENT_TITLES
