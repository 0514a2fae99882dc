// What the benchmark says to a peer, in its environment.
const number = name => Number(process.env[name] ?? 0)

export const settings = {
  database: process.env.DATABASE,
  receiver: process.env.RECEIVER,
  concurrency: number('CONCURRENCY'),
  connections: number('CONNECTIONS'),
  // Only where this program enqueues as well: how many, and how many of them a second.
  messages: number('MESSAGES'),
  perSecond: number('PER_SECOND'),
  // Where it then writes when it asked and was answered.
  log: process.env.LOG,
  // Whether the sender wakes the worker, as both are one process.
  wakes: process.env.WAKES === 'true'
}

export const ready = () => console.log('ready')
