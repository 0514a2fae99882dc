import { Pool } from 'undici'
import { settings } from './settings.mjs'

const EXCERPT = 500
const pools = new Map()

// The fastest client that Node has; one to a receiver, with as many connections as attempts may be under way.
function poolOf (origin) {
  if (!pools.has(origin)) {
    pools.set(origin, new Pool(origin, { connections: settings.concurrency, pipelining: 1 }))
  }
  return pools.get(origin)
}

// Sends what the dispatcher would send, and tells what became of it: error says why it is to be tried again.
export async function deliver (job, number, limit) {
  const startedAt = new Date()
  const began = performance.now()
  const outcome = await send(job, number, limit).catch(error => ({ status: null, excerpt: null, error: error.message }))
  return { number, startedAt, duration: Math.round(performance.now() - began), ...outcome }
}

async function send (job, number, limit) {
  const uri = new URL(job.uri)
  const answer = await poolOf(uri.origin).request({
    method: 'POST',
    path: uri.pathname + uri.search,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      request: job.body,
      __task: { createdAt: job.createdAt, attempt: { number, limit, interval: 60 } }
    })
  })
  const excerpt = (await answer.body.text()).slice(0, EXCERPT)
  return { status: answer.statusCode, excerpt, error: answer.statusCode === 200 ? null : `answered ${answer.statusCode}` }
}
