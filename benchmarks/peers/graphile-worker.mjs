import { Logger, run } from 'graphile-worker'
import { deliver } from './delivery.mjs'
import { pace } from './pace.mjs'
import { ready, settings } from './settings.mjs'

const INSERT = `
  INSERT INTO peers.graphile_worker_attempt (request_id, number, started_at, duration_ms, status, error, response_excerpt)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`

// A line for each job would be most of the work.
const quiet = new Logger(() => (level, message) => level === 'error' && console.error(message))

// A queue of its own in memory, and completion by the batch, are for a backlog; where nothing waits they only delay.
const backlog = { localQueue: { size: 4 * settings.concurrency }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }

const runner = await run({
  noHandleSignals: true,
  preset: {
    worker: {
      connectionString: settings.database,
      maxPoolSize: settings.connections,
      concurrentJobs: settings.concurrency,
      pollInterval: 1000,
      logger: quiet,
      ...(settings.messages === 0 ? backlog : {})
    }
  },
  taskList: {
    deliver: async (payload, { job, withPgClient }) => {
      const attempt = await deliver(payload, job.attempts, job.max_attempts)
      await withPgClient(client => client.query({
        name: 'attempt',
        text: INSERT,
        values: [job.id, attempt.number, attempt.startedAt, attempt.duration, attempt.status, attempt.error, attempt.excerpt]
      }))
      if (attempt.error) {
        throw new Error(attempt.error)
      }
    }
  }
})
ready()
if (settings.messages > 0) {
  await pace(payload => runner.addJob('deliver', payload))
}
await runner.promise
