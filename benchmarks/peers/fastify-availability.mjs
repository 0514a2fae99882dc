import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createVerifier } from 'fast-jwt'
import fastify from 'fastify'
import { Redis } from 'ioredis'
import { DEACTIVATED, fill, heartbeat, held, snapshot } from './availability-mirror.mjs'
import { settings } from './availability-settings.mjs'
import { ready } from './settings.mjs'

const PING_MS = 30_000
const JITTER = 0.1

const valkey = new Redis(settings.valkey, { enableAutoPipelining: true })
const [key] = JSON.parse(readFileSync(settings.keys, 'utf8')).keys
const verify = createVerifier({
  key: createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }),
  algorithms: ['RS256'],
  allowedIss: settings.issuer,
  cache: settings.verifiedTokens,
  // Its documentation's advice where the token itself may stay in memory: ten times as fast as hashing it.
  cacheKeyBuilder: token => token
})
const app = fastify({ logger: false })
app.decorateRequest('mitra', null)

// Fastify writes faster what it knows the shape of.
const pinged = {
  type: 'object',
  properties: {
    schema: { type: 'string' },
    online: { type: 'boolean' },
    active: { type: 'boolean' },
    action: { type: 'string' },
    serverTime: { type: 'string' },
    nextPingMs: { type: 'integer' },
    epoch: { type: 'integer' }
  }
}

async function authenticate (request, reply) {
  try {
    const { sub, groups } = verify(request.headers.authorization.slice('Bearer '.length))
    if (!groups.includes('mitra')) {
      return reply.code(403).send()
    }
    request.mitra = sub
  } catch {
    return reply.code(401).send()
  }
}

async function guard (request, reply) {
  if (await valkey.sismember(DEACTIVATED, request.mitra)) {
    return reply.code(403).send()
  }
}

app.post('/api/mitra/status/heartbeat', {
  preHandler: [authenticate, guard],
  schema: { response: { 200: pinged } }
}, async request => {
  const serverTime = new Date().toISOString()
  await valkey.set(heartbeat(request.mitra), serverTime)
  const nextPingMs = Math.round(PING_MS * (1 + JITTER * (2 * Math.random() - 1)))
  return { schema: 'mitra.heartbeat/1', online: true, active: true, action: 'none', serverTime, nextPingMs, epoch: 1 }
})

const read = snapshot(valkey)
const beacon = settings.heldMs > 0 ? held(read, settings.heldMs) : read
app.get('/api/client/availability', async (request, reply) => {
  reply.type('application/json')
  return beacon()
})

await fill(valkey, settings.mitras)
await app.listen({ port: settings.port, host: '127.0.0.1' })
ready()
