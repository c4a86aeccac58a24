import { after } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { openDesk, type DeskShape, type StartedDesk } from './desk.ts'

/** What every file of stories begins with: a browser and a desk, which are closed after its tests. */
export const openStory = async (shape?: DeskShape): Promise<{ readonly browser: Browser; readonly desk: StartedDesk }> => {
  const [browser, desk] = await Promise.all([launchBrowser(), openDesk(shape)])
  after(async () => {
    await browser.close()
    await desk.close()
  })
  return { browser, desk }
}
