/** Under this name the database keeps the secret of accounts where HOLDFAST_SECRET is not set. */
export const KEPT_SECRET = 'auth-secret'
