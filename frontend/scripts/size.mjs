/** Checks the wall's script budget: every script of the build but none twice, gzip. node scripts/size.mjs [folder] */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const LIMIT_KB = 260
const folder = join(process.argv[2] ?? 'dist', 'assets')
const scripts = readdirSync(folder).filter((f) => f.endsWith('.js')).map((f) => [f, gzipSync(readFileSync(join(folder, f)), { level: 9 }).length / 1000])
const total = scripts.reduce((sum, [, kb]) => sum + kb, 0)
for (const [name, kb] of scripts) console.log(`${kb.toFixed(1).padStart(8)} kB  ${name}`)
console.log(`${total.toFixed(1).padStart(8)} kB  of ${LIMIT_KB} kB`)
if (total > LIMIT_KB) process.exit(1)
