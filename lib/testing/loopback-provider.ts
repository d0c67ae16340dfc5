/**
 * A real OpenID provider on loopback, with people who sign in by typing their name. What it says of them, and what of
 * it is spoilt on the way, a test sets.
 */
import { type createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export const CLIENT = { id: 'holdfast', secret: 'only-the-provider-and-holdfast-know' }

export type Claims = Record<string, unknown>

export type LoopbackProvider = {
  readonly issuer: string
  /** Who is known by which name; whoever is not has no e-mail. */
  readonly people: Map<string, Claims>
  /** What becomes of the next ID token; null: nothing. */
  spoil: ((claims: Claims) => { claims: Claims; key?: 'another' }) | null
  /** How many codes were exchanged, or tried to be. */
  exchanges: number
  close(): Promise<void>
}

/** The part of `oidc-provider` that is used here: it comes without types. */
type ProviderClass = new (
  issuer: string,
  configuration: Record<string, unknown>,
) => {
  callback(): RequestListener
  use(
    middleware: (
      context: { path: string; body: string | Record<string, unknown> },
      next: () => Promise<void>,
    ) => Promise<void>,
  ): void
}

async function providerClass(): Promise<ProviderClass> {
  const untyped: string = 'oidc-provider'
  return ((await import(untyped)) as { default: ProviderClass }).default
}

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

/** `redirectUri`: where Holdfast wants people back. */
export async function startLoopbackProvider(redirectUri: string): Promise<LoopbackProvider> {
  const Provider = await providerClass()
  const [key, another] = [newKey(), newKey()]
  const server = createServer()
  const issuer = await listen(server)
  const self: LoopbackProvider = {
    ...{ issuer, people: new Map(), spoil: null, exchanges: 0 },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] },
        ...{ grant_types: ['authorization_code'], response_types: ['code'] },
      },
    ],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'its', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['only for tests'] },
    claims: { email: ['email', 'email_verified'], profile: ['name', 'groups', 'realm_access'] },
    // As most providers: the ID token says what the scopes ask for.
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...self.people.get(id) }),
    }),
    // Whoever is signed in there has agreed, as in a company of its own.
    loadExistingGrant: async (context: ConsentContext) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  })
  provider.use(async (context, next) => {
    await next()
    // Its pages look better with a font from elsewhere, and ask nobody without.
    if (typeof context.body === 'string') context.body = context.body.replaceAll(/@import url\([^)]*\);/g, '')
    if (context.path !== '/token' || typeof context.body === 'string') return
    self.exchanges++
    const { id_token: token } = context.body
    if (!self.spoil || typeof token !== 'string') return
    const spoilt = self.spoil(payloadOf(token))
    context.body = {
      ...context.body,
      id_token: signed(spoilt.claims, spoilt.key === 'another' ? another : key),
    }
  })
  server.on('request', provider.callback())
  return self
}

type ConsentContext = {
  oidc: {
    client: { clientId: string }
    session: { accountId: string }
    provider: { Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<void> } }
  }
}

const listen = (server: Server): Promise<string> =>
  new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })

const payloadOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

function signed(claims: Claims, key: ReturnType<typeof createPrivateKey>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part({ alg: 'RS256', kid: 'its', typ: 'JWT' })}.${part(claims)}`
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`
}

/** Goes as a browser does, from the provider's first page to where it sends one back. */
export async function signInAt(url: string, name: string): Promise<URL> {
  const jar = new Map<string, string>()
  const visit = async (at: string, body?: URLSearchParams): Promise<Response> => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const answer = await fetch(at, {
      ...(body ? { method: 'POST', body } : {}),
      ...{ redirect: 'manual', headers: { cookie } },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  const next = (answer: Response) => new URL(answer.headers.get('location') ?? '', url)
  let at = next(await visit(url))
  for (let step = 0; step < 6; step++) {
    if (at.origin !== new URL(url).origin) return at
    const page = await visit(at.href)
    at = page.headers.has('location')
      ? next(page)
      : next(
          await visit(at.href, new URLSearchParams({ prompt: 'login', login: name, password: 'anything' })),
        )
  }
  throw new Error(`The provider did not send ${name} back`)
}
