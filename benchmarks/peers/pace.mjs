import { writeFileSync, renameSync } from 'node:fs'
import { settings } from './settings.mjs'

const item = '{"sku":"3f9a1c07","name":"walnut lamp","price":481000},'

// Alike in every program of the benchmark: about a kilobyte of JSON with its number.
export function body (number) {
  return `{"event":"order.paid","number":"#${String(number).padStart(10, '0')}","items":[${item.repeat(17)}{}]}`
}

export function payload (number) {
  return { uri: settings.receiver, createdAt: new Date().toISOString(), body: body(number) }
}

// As fast as answers come, four at a time, until all are delivered.
async function warmUp (times, enqueue) {
  await Promise.all([1, 2, 3, 4].map(async () => {
    while (times.length < settings.warmUp) {
      await one(times, enqueue)
    }
  }))
  const count = new URL('/control/count', settings.receiver)
  while (Number(await (await fetch(count)).text()) < settings.warmUp) {
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

// Enqueues at fixed moments, whether or not there are answers, and writes down when it asked and was answered.
export async function pace (enqueue) {
  const times = []
  const answers = []
  await warmUp(times, enqueue)
  const first = performance.now()
  await new Promise(resolve => {
    const timer = setInterval(() => {
      const due = Math.min(settings.messages,
        settings.warmUp + Math.floor((performance.now() - first) * settings.perSecond / 1000))
      while (times.length < due) {
        answers.push(one(times, enqueue))
      }
      if (times.length === settings.messages) {
        clearInterval(timer)
        resolve()
      }
    }, 1)
  })
  await Promise.all(answers)
  writeFileSync(settings.log + '.part', times.map(time => `${time.asked} ${time.answered}\n`).join(''))
  renameSync(settings.log + '.part', settings.log)
}

async function one (times, enqueue) {
  const number = times.length
  const time = { asked: process.hrtime.bigint() }
  times.push(time)
  await enqueue(payload(number))
  time.answered = process.hrtime.bigint()
}
