const CHUNK = 5000
const CAPACITY = 3
// Nobody becomes stale while this runs.
const FRESH_MS = 86_400_000
const SNAPSHOT_SECONDS = 10

export const DEACTIVATED = 'mitras:deactivated'
export const heartbeat = id => `mitra:heartbeat:${id}`

const ONLINE = 'mitras:online'
const SNAPSHOT = 'availability:snapshot'
const capacity = id => `mitra:capacity:${id}`

// What is seeded from Postgres elsewhere: so many mitras, all online and with capacity left.
export async function fill (valkey, mitras) {
  const now = new Date().toISOString()
  for (let from = 0; from < mitras; from += CHUNK) {
    const pipeline = valkey.pipeline()
    for (let number = from; number < Math.min(mitras, from + CHUNK); number++) {
      const id = `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
      pipeline.sadd(ONLINE, id).set(capacity(id), 0).set(heartbeat(id), now)
    }
    await pipeline.exec()
  }
}

// The beacon's JSON: from the snapshot, which whoever finds it expired makes anew; within this process only one does.
export function snapshot (valkey) {
  const count = shared(() => countAnew(valkey))
  return async () => await valkey.get(SNAPSHOT) ?? count()
}

// The same from memory, for so long.
export function held (read, millis) {
  const readAnew = shared(read)
  let text
  let until = 0
  return async () => {
    if (performance.now() >= until) {
      text = await readAnew()
      until = performance.now() + millis
    }
    return text
  }
}

async function countAnew (valkey) {
  const ids = await valkey.sdiff(ONLINE, DEACTIVATED)
  const pipeline = valkey.pipeline()
  ids.forEach(id => pipeline.get(capacity(id)).get(heartbeat(id)))
  const answers = await pipeline.exec()
  const since = Date.now() - FRESH_MS
  const available = ids.filter((id, i) => isAvailable(answers[2 * i][1], answers[2 * i + 1][1], since)).length
  const text = JSON.stringify({ available, online: ids.length, asOf: new Date().toISOString(), source: 'valkey' })
  await valkey.set(SNAPSHOT, text, 'EX', SNAPSHOT_SECONDS)
  return text
}

function isAvailable (sessions, seen, since) {
  return Number(sessions ?? 0) < CAPACITY && seen !== null && Date.parse(seen) >= since
}

// Whoever calls while it is under way gets the same answer.
function shared (action) {
  let underWay
  return () => {
    underWay ??= action().finally(() => { underWay = undefined })
    return underWay
  }
}
