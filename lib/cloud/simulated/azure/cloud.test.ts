import { cloudContract } from '../../cloud.contract'
import { serveWorld } from '../server'
import { simulatedAzure } from './cloud'
import { azureUnderTest, smallAzure } from './test-world'

// Pages of three, so that walking them is tried; a pause is a quarter of a second of the world's time.
const timing = { startMs: 1500, stopMs: 1000, pageSize: 3 }
const PAUSE_MS = 250

cloudContract('The simulated Azure in this process', 'pooled', async () => {
  const { world, cloud, control, clock } = await smallAzure({ timing: { ...timing, operationMs: 400 } })
  return {
    ...azureUnderTest(control),
    cloud,
    pause: async () => clock.advance(PAUSE_MS),
    close: async () => world.close(),
  }
})

// Its clock is moved by hand, so what is polled for is ready at once.
cloudContract('The simulated Azure over HTTP', 'pooled', async () => {
  const { world, control, clock } = await smallAzure({ timing: { ...timing, operationMs: 0 } })
  const served = await serveWorld(world, {
    host: '127.0.0.1',
    port: 0,
    onBug: (error) => console.error(error),
  })
  if (!served.ok) throw new Error(served.refusal)
  return {
    ...azureUnderTest(control),
    cloud: simulatedAzure({ url: served.value.url }),
    pause: async () => clock.advance(PAUSE_MS),
    close: async () => {
      await served.value.close()
      world.close()
    },
  }
})
