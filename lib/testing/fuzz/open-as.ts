import { everybodyGone, newAdmin } from './people'
import { isAboutPeople } from './people-samples'
import { knowProvider } from './provider'

/** From now on who may ask this door asks: an admin who has just signed in where it is about accounts. */
export async function openAs(door: string): Promise<void> {
  await knowProvider(door)
  process.env.HOLDFAST_OPEN = isAboutPeople(door) ? '0' : '1'
  if (!isAboutPeople(door)) return
  await everybodyGone()
  // The sample of an action brings whom it needs.
  if (door.startsWith('GET ')) await newAdmin()
}
