import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const candidates = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
const executablePath = candidates.find((path) => path && existsSync(path))
if (!executablePath) throw new Error('No Chromium found: install one, or set CHROMIUM_PATH to its executable.')

const port = Number(process.env['MOCK_PORT'] ?? 18085)

/** Pictures and accessibility of the built wall against the mock server. Bounded in time as a whole and per test. */
export default defineConfig({
  testDir: 'browser',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 45_000,
  globalTimeout: 420_000,
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] },
  },
  webServer: { command: `node mock/server.mjs ${port} dist`, port, reuseExistingServer: false, timeout: 15_000 },
})
