import type { AccountRefusal } from '@/lib/domain/account-refusal'

type SignOnRefusal = Extract<
  AccountRefusal,
  { kind: 'sign-on-failed' | 'sign-on-elsewhere' | 'no-sign-on' | 'passwords-off' }
>

/** What is said to whoever does not come in by single sign-on. */
export function signOnSentence(refusal: SignOnRefusal): string {
  switch (refusal.kind) {
    case 'sign-on-failed':
      return problemSentence(refusal)
    case 'sign-on-elsewhere':
      return `You would come back to another address than this one. Open ${refusal.url} and sign in there.`
    case 'no-sign-on':
      return 'This Holdfast knows no single sign-on. Sign in with your e-mail and password.'
    case 'passwords-off':
      return `Nobody signs in with a password here. Sign in with ${refusal.provider}.`
  }
}

function problemSentence({ problem, provider }: Extract<SignOnRefusal, { kind: 'sign-on-failed' }>): string {
  switch (problem) {
    case 'denied':
      return `You are not signed in: it was cancelled, or ${provider} does not let you use Holdfast.`
    case 'provider-error':
      return `${capital(provider)} could not sign you in. Try again; if it stays so, tell an admin.`
    case 'unreachable':
      return `${capital(provider)} does not answer, so nobody can sign in with it now. Try again in a moment.`
    case 'not-accepted':
      return `${capital(provider)} does not accept this Holdfast, so nobody can sign in with it. An admin finds the reason in Holdfast's log.`
    case 'unverifiable':
      return `What ${provider} answered could not be verified, so nobody was signed in. Often a clock is wrong, here or there. Try again, or tell an admin.`
    case 'over':
      return 'This sign-in is over: it took more than ten minutes, was finished before, or began in another browser. Begin again.'
    case 'no-role':
      return `Your account at ${provider} has no role in Holdfast. Ask whoever gives out roles there.`
    case 'unverified-email':
      return `${capital(provider)} has not verified your e-mail, so Holdfast cannot tell who you are. Have it verified there, and try again.`
    case 'linked-elsewhere':
      return `Your e-mail belongs to somebody who signs in with another account at ${provider}. Ask an admin.`
    case 'must-wait':
      return 'Signing in failed too often from where you are. Wait a quarter of an hour at most, and begin again.'
    case 'no-room':
      return `Holdfast has as many people as it can have. Ask an admin to remove somebody who does not use it any more.`
    case 'unknown-person':
      return `Nobody has let you in yet. Ask an admin to invite the e-mail that you use at ${provider}.`
  }
}

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`
