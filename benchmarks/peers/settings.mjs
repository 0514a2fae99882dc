// What the benchmark says to a peer, in its environment.
const number = name => Number(process.env[name] ?? 0)

export const settings = {
  database: process.env.DATABASE,
  receiver: process.env.RECEIVER,
  concurrency: number('CONCURRENCY'),
  connections: number('CONNECTIONS'),
  // Only where this program enqueues as well: how many, how many of them to warm up, and how many of the rest a second.
  messages: number('MESSAGES'),
  warmUp: number('WARM_UP'),
  perSecond: number('PER_SECOND'),
  // Where it then writes when it asked and was answered.
  log: process.env.LOG,
  // Whether the sender wakes the worker, as both are one process.
  wakes: process.env.WAKES === 'true'
}

export const ready = () => console.log('ready')
