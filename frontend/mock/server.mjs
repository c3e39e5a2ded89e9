/**
 * A stand-in for the server: serves the built pages under the strict content security policy and plays an invented floor. Used by the browser tests and for work on the wall.
 * The display token says what to play: audience-queues-agents-variant, as `floor-8-60-plain`. Variants: plain, automatic, closed, empty, replay, catchingUp, silent (frames once, then nothing),
 * golden (the server's own frames after a scenario, as `floor-outage-0-golden`), dropped (the line breaks after two seconds and stays broken), revoked (access ends after two seconds), refused (no access at all).
 * node mock/server.mjs [port] [folder]
 */
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, resolve } from 'node:path'
import { WebSocketServer } from 'ws'
import { makeFloor } from './floor.mjs'
import { goldenFloor } from './golden.mjs'

const port = Number(process.argv[2] ?? 8080)
const folder = resolve(process.argv[3] ?? 'dist')
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.woff': 'font/woff' }
/** Milliseconds between site frames; 100 is the most that the server sends. */
const frameMs = Number(process.env.MOCK_FRAME_MS ?? 1000)
const CSP = "default-src 'self'; style-src 'self'; img-src 'self' data:"

function floorOf(token, at) {
  const [audience, queues, agents, variant] = token.split('-')
  if (variant === 'golden') return { variant, floor: goldenFloor({ scenario: queues, audience, at }) }
  return { variant, floor: makeFloor({ audience, queues: Number(queues), agents: Number(agents), variant, at }) }
}

const json = (response, status, body) => response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', 'cache-control': 'no-store' }).end(JSON.stringify(body))

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost')
  if (url.pathname.startsWith('/api/')) {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (!token || token.endsWith('-refused')) return json(response, 401, { type: '/problems/unauthorized', title: 'Unauthorized', status: 401 })
    const { floor } = floorOf(token, Date.now())
    if (url.pathname === '/api/site') return json(response, 200, floor.site)
    if (url.pathname === '/api/board/trend') return json(response, 200, floor.trend())
    return json(response, 404, { type: '/problems/not-found', title: 'Not found', status: 404 })
  }
  const path = join(folder, normalize(url.pathname))
  const file = path.startsWith(folder) && existsSync(path) && statSync(path).isFile() ? path : join(folder, 'index.html')
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': CSP })
  createReadStream(file).pipe(response)
})

const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'qingting.v1' })
const broken = new Set()
const greeted = new Set()

server.on('upgrade', (request, socket, head) => {
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((p) => p.trim())
  const token = protocols.find((p) => p.startsWith('qingting.token.'))?.slice('qingting.token.'.length)
  if (!token || token.endsWith('-refused') || broken.has(token)) return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
  sockets.handleUpgrade(request, socket, head, (ws) => play(ws, token))
})

function play(ws, token) {
  // Ages are counted from one start, so that waits grow on the screen as they do on a floor.
  const { variant, floor } = floorOf(token, Date.now())
  let n = 0
  let topics = []
  const send = (message) => message && ws.send(JSON.stringify(message))
  const fresh = (frame) => {
    if (!frame) return null
    const at = variant === 'replay' ? frame.at : new Date().toISOString()
    return { ...frame, at, serverAt: new Date().toISOString() }
  }
  const frames = () => {
    n++
    for (const topic of topics) {
      if (topic === 'agents' && n % Math.max(1, Math.round(1000 / frameMs)) !== 1 % Math.max(1, Math.round(1000 / frameMs))) continue
      if (topic.startsWith('site')) send(fresh(floor.siteFrame(topic, n)))
      else if (topic === 'agents') send(fresh(floor.agentsFrame(n)))
      else if (topic === 'alerts') send(fresh(floor.alertsFrame?.(n)))
      else if (topic.startsWith('queue:')) send(fresh(floor.queueFrame(topic.slice(6), n)))
    }
  }
  ws.on('message', (data) => {
    const message = JSON.parse(String(data))
    if (message.type !== 'subscribe') return
    topics = message.topics
    if (variant === 'silent' && greeted.has(token)) return
    greeted.add(token)
    send({ type: 'subscribed', topics })
    frames()
  })
  const timers = []
  if (variant !== 'silent' && variant !== 'replay') timers.push(setInterval(frames, frameMs))
  if (variant !== 'silent') timers.push(setInterval(() => variant !== 'replay' && send(fresh(floor.heartbeat())), 2000))
  if (variant === 'replay') timers.push(setInterval(() => send({ ...floor.siteFrame(topics[0], ++n), at: new Date(Date.parse(floor.heartbeat().at) + n * 20_000).toISOString() }), 1000))
  if (variant === 'dropped') timers.push(setTimeout(() => (broken.add(token), ws.close(1001)), 2000))
  if (variant === 'revoked') timers.push(setTimeout(() => ws.close(4401), 2000))
  ws.on('close', () => timers.forEach(clearTimeout))
}

server.listen(port, '127.0.0.1', () => console.log(`mock server on http://127.0.0.1:${port}/wall#token=floor-8-60-plain`))
