import PgBoss from 'pg-boss'
import pg from 'pg'
import { deliver } from './delivery.mjs'
import { pace } from './pace.mjs'
import { ready, settings } from './settings.mjs'

const QUEUE = 'deliver'
const WORKERS = 4
const BATCH = 200
const INSERT = `
  INSERT INTO peers.pg_boss_attempt (request_id, number, started_at, duration_ms, status, error, response_excerpt)
  SELECT *
    FROM unnest($1::text[], $2::integer[], $3::timestamptz[], $4::integer[], $5::integer[], $6::text[], $7::text[])`

const boss = new PgBoss({ connectionString: settings.database, max: settings.connections })
boss.on('error', error => console.error(error))
await boss.start()
await boss.createQueue(QUEUE)
const attempts = new pg.Pool({ connectionString: settings.database, max: WORKERS })
const options = {
  batchSize: BATCH,
  // The least that it allows.
  pollingIntervalSeconds: 0.5,
  priority: false,
  includeMetadata: true
}
const workers = []

// A batch at a time: its attempts are made together and written by one statement. What failed is told here, so that only
// the rest is completed after this returns: by itself it would take the whole batch for failed.
async function work (jobs, worker) {
  const made = await Promise.all(jobs.map(job => deliver(job.data, job.retryCount + 1, job.retryLimit + 1)))
  await attempts.query({
    name: 'attempts',
    text: INSERT,
    values: [jobs.map(job => job.id), ...['number', 'startedAt', 'duration', 'status', 'error', 'excerpt'].map(
      member => made.map(attempt => attempt[member]))]
  })
  const failed = jobs.filter((job, i) => made[i].error).map(job => job.id)
  if (failed.length > 0) {
    await boss.fail(QUEUE, failed)
  }
  if (jobs.length === BATCH) {
    // More may wait: without this it would rest until its interval is over.
    boss.notifyWorker(workers[worker])
  }
}

for (let worker = 0; worker < WORKERS; worker++) {
  workers.push(await boss.work(QUEUE, options, jobs => work(jobs, worker)))
}
ready()
if (settings.messages > 0) {
  let turn = 0
  await pace(async payload => {
    await boss.send(QUEUE, payload)
    if (settings.wakes) {
      boss.notifyWorker(workers[turn++ % WORKERS])
    }
  })
}
