/** Checks the script budgets of pages: all that a page loads by itself, none twice, gzip. node scripts/size.mjs [folder] */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** kB. The console has no budget yet; nobody waits for it on a wall. */
const LIMITS = { WallPage: 260, LogInPage: 100, AgentPage: 100, pages: Infinity }
const dist = process.argv[2] ?? 'dist'
const folder = join(dist, 'assets')
const files = readdirSync(folder).filter((f) => f.endsWith('.js'))
const text = Object.fromEntries(files.map((f) => [f, readFileSync(join(folder, f), 'utf8')]))
const entry = /assets\/([\w.-]+\.js)/.exec(readFileSync(join(dist, 'index.html'), 'utf8'))?.[1]

/** A script and those that it imports before it runs. */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, name] of text[file].matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) withImports(name, seen)
  return seen
}

let isOver = false
for (const [page, limit] of Object.entries(LIMITS)) {
  const chunk = files.find((f) => f.startsWith(`${page}-`))
  const loaded = [...withImports(chunk, withImports(entry))]
  const sizes = loaded.map((f) => [f, gzipSync(text[f], { level: 9 }).length / 1000])
  const total = sizes.reduce((sum, [, kb]) => sum + kb, 0)
  console.log(page)
  for (const [name, kb] of sizes) console.log(`${kb.toFixed(1).padStart(8)} kB  ${name}`)
  console.log(`${total.toFixed(1).padStart(8)} kB  of ${limit} kB\n`)
  if (total > limit) isOver = true
}
if (isOver) process.exit(1)
