import { cloudContract } from '../cloud.contract'
import { simulatedCloud } from './cloud'
import { serveWorld } from './server'
import { smallWorld, underTest } from './test-world'

// Pages of three, so that walking them is tried; a pause is a quarter of a second of the world's time.
const timing = { startMs: 1500, stopMs: 1000, pageSize: 3 }
const PAUSE_MS = 250

cloudContract('The simulated AWS in this process', 'stateful', async () => {
  const { world, cloud, clock } = await smallWorld({ timing })
  return {
    ...underTest(),
    cloud,
    pause: async () => clock.advance(PAUSE_MS),
    close: async () => world.close(),
  }
})

cloudContract('The simulated AWS over HTTP', 'stateful', async () => {
  const { world, clock } = await smallWorld({ timing })
  const served = await serveWorld(world, {
    host: '127.0.0.1',
    port: 0,
    onBug: (error) => console.error(error),
  })
  if (!served.ok) throw new Error(served.refusal)
  return {
    ...underTest(),
    cloud: simulatedCloud({ url: served.value.url }),
    pause: async () => clock.advance(PAUSE_MS),
    close: async () => {
      await served.value.close()
      world.close()
    },
  }
})
