// Records the HTTP traffic of a Node server (20 or later, no dependencies) and brings it to Steward's observability-service.
//
//   const recorder = new Recorder({ url: 'http://127.0.0.1:8184', tokenFile: '/run/secrets/service.token', api: 'partner', service: 'shop' })
//   http.createServer(recorder.around((request, response) => { ... })).listen(8000)
//   process.on('SIGTERM', () => recorder.close().then(() => process.exit()))
//
// Nothing here throws into the application or makes it wait. Values go out as they are: the service redacts them before it stores
// anything, as the records have no `redaction`.
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const BODY_KEPT = 16 * 1024
const BATCH = { records: 500, bytes: 1_000_000, waitMs: 200 }
const WAITING_BYTES = 16_000_000
const ANSWER_WITHIN_MS = 5_000
const RETRY_MS = { first: 200, longest: 5_000 }
const DRAIN_MS = 1_500
const REFUSED = new Set([400, 413, 415, 422])

export class Recorder {
  /** How many records were stored, rejected as wrong, and given up as nobody took them. */
  counts = { stored: 0, rejected: 0, lost: 0 }

  #options
  #waiting = []
  #waitingBytes = 0
  #timer = null
  #sending = null
  #closed = false
  #toldAt = -Infinity

  /** options: url, tokenFile, api, service; and as functions of the request, where known: user => ({id, roles}), route => template */
  constructor(options) {
    this.#options = options
  }

  /** Around a request listener, also an async one. */
  around(listener) {
    return (request, response) => {
      const note = this.#safely(() => this.#watch(request, response)) ?? (() => {})
      try {
        const result = listener(request, response)
        return result instanceof Promise ? result.catch(error => { note(error); throw error }) : result
      } catch (error) {
        note(error)
        throw error
      }
    }
  }

  /** Sends what waits, for a short while; what is left then is lost. */
  async close() {
    this.#closed = true
    this.#send()
    await Promise.race([this.#sending, pause(DRAIN_MS, null, { ref: false })])
  }

  #watch(request, response) {
    const startedAt = new Date()
    const began = process.hrtime.bigint()
    const requestBody = new Body()
    const responseBody = new Body()
    let error = null
    let head = {}

    const push = request.push
    request.push = (chunk, encoding) => {
      this.#safely(() => requestBody.add(chunk, encoding))
      return push.call(request, chunk, encoding)
    }
    for (const method of ['write', 'end']) {
      const original = response[method]
      response[method] = (chunk, ...rest) => {
        this.#safely(() => responseBody.add(chunk, rest[0]))
        return original.call(response, chunk, ...rest)
      }
    }
    const writeHead = response.writeHead
    response.writeHead = (status, ...rest) => {
      head = rest.at(-1)
      return writeHead.call(response, status, ...rest)
    }
    response.once('close', () => this.#safely(() => {
      const aborted = !response.writableFinished
      this.#add({
        id: uuid7(startedAt),
        api: this.#options.api,
        service: this.#options.service,
        startedAt: startedAt.toISOString(),
        durationMicros: Number((process.hrtime.bigint() - began) / 1000n),
        traceId: traceId(request),
        request: {
          method: request.method,
          url: `${request.socket.encrypted ? 'https' : 'http'}://${request.headers.host}${request.url}`,
          route: this.#options.route?.(request) ?? null,
          headers: pairs(request.rawHeaders),
          body: requestBody.toJSON(),
          clientAddress: request.socket.remoteAddress ?? null,
          userAgent: request.headers['user-agent'] ?? null
        },
        response: {
          status: aborted && !response.headersSent ? null : response.statusCode,
          headers: headersOf(response, head),
          body: responseBody.toJSON(),
          aborted
        },
        user: this.#options.user?.(request) ?? null,
        exception: error && { type: error.name ?? typeof error, message: String(error.message ?? error), stackTrace: error.stack }
      })
    }))
    return thrown => { error = thrown }
  }

  #add(record) {
    const json = Buffer.from(JSON.stringify(record))
    if (this.#waitingBytes + json.length > WAITING_BYTES) {
      this.counts.lost++
      this.#tell('observability-service does not take records, and no more can wait')
      return
    }
    this.#waiting.push(json)
    this.#waitingBytes += json.length
    if (this.#waiting.length >= BATCH.records || this.#waitingBytes >= BATCH.bytes || this.#closed) {
      this.#send()
    } else {
      this.#timer ??= setTimeout(() => this.#send(), BATCH.waitMs).unref()
    }
  }

  /** One batch at a time is on its way. */
  #send() {
    clearTimeout(this.#timer)
    this.#timer = null
    this.#sending ??= this.#ship()
      .catch(error => this.#tell(`recording failed: ${error}`))
      .finally(() => { this.#sending = null })
  }

  async #ship() {
    while (this.#waiting.length > 0) {
      const { records, content } = await this.#nextBatch()
      let delay = RETRY_MS.first
      // The very same batch until it is taken or refused: the records carry their ids, so that none is stored twice.
      for (;;) {
        const answer = await this.#post(content)
        if (answer.status === 202) {
          this.#taken(records, answer.receipt)
          break
        }
        if (REFUSED.has(answer.status)) {
          this.counts.lost += records
          this.#tell(`observability-service refused a batch with ${answer.status}`)
          break
        }
        this.#tell(`observability-service does not take records (${answer.status}); they wait`)
        await pause(Math.max(answer.retryAfterMs, delay * (0.5 + Math.random() / 2)), null, { ref: false })
        delay = Math.min(2 * delay, RETRY_MS.longest)
      }
    }
  }

  async #nextBatch() {
    let records = 0
    let bytes = 0
    while (records < this.#waiting.length && records < BATCH.records && (records === 0 || bytes + this.#waiting[records].length <= BATCH.bytes)) {
      bytes += this.#waiting[records++].length
    }
    const batch = this.#waiting.splice(0, records)
    this.#waitingBytes -= bytes
    const json = Buffer.concat(batch.flatMap((record, i) => [Buffer.from(i === 0 ? '[' : ','), record]).concat(Buffer.from(']')))
    return { records, content: await promisify(gzip)(json, { level: 1 }) }
  }

  /** The token is read each time, since it is renewed while we run. */
  async #post(content) {
    try {
      const token = await readFile(this.#options.tokenFile, 'utf8')
      const response = await fetch(`${this.#options.url}/internal/v1/exchanges`, {
        method: 'POST',
        headers: { 'Authorization': `Bearer ${token.trim()}`, 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
        body: content,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
      })
      const text = await response.text()
      const retryAfterMs = 1000 * Math.min(Number(response.headers.get('Retry-After')) || 0, 60)
      return { status: response.status, receipt: response.status === 202 ? JSON.parse(text) : null, retryAfterMs }
    } catch (error) {
      return { status: error.cause?.code ?? error.name, retryAfterMs: 0 }
    }
  }

  /** What is wrong with a record stays wrong: it is not sent again. */
  #taken(records, { rejected }) {
    this.counts.stored += records - rejected.length
    this.counts.rejected += rejected.length
    if (rejected.length > 0) {
      this.#tell(`observability-service rejected ${rejected.length} records: ${rejected[0].reason}`)
    }
  }

  #safely(action) {
    try {
      return action()
    } catch (error) {
      this.#tell(`recording failed: ${error}`)
    }
  }

  /** Once a minute at most. */
  #tell(message) {
    if (performance.now() - this.#toldAt > 60_000) {
      this.#toldAt = performance.now()
      console.warn(`recorder: ${message} (stored ${this.counts.stored}, rejected ${this.counts.rejected}, lost ${this.counts.lost})`)
    }
  }
}

/** The beginning of a body; size and digest are those of all of it. */
class Body {
  #kept = []
  #keptBytes = 0
  #size = 0
  #digest = createHash('sha256')

  add(chunk, encoding) {
    if (chunk == null || typeof chunk === 'function') {
      return
    }
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : chunk
    this.#digest.update(bytes)
    this.#size += bytes.length
    if (this.#keptBytes < BODY_KEPT) {
      // A copy: whoever gave it may write over it.
      const part = Buffer.from(bytes.subarray(0, BODY_KEPT - this.#keptBytes))
      this.#kept.push(part)
      this.#keptBytes += part.length
    }
  }

  toJSON() {
    const truncated = this.#size > this.#keptBytes
    const found = { size: this.#size, sha256: this.#size > 0 ? this.#digest.digest('hex') : null, truncated }
    try {
      // As a stream, half a character at the cut is left out.
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      return { ...found, text: this.#size > 0 ? decoder.decode(Buffer.concat(this.#kept), { stream: truncated }) : null }
    } catch {
      return { ...found, text: null, truncated: false, omitted: 'binary' }
    }
  }
}

/** RFC 9562, section 5.7: 48 bits of milliseconds, version, 12 random bits, variant, 62 random bits. */
function uuid7(time) {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(time.getTime(), 0, 6)
  bytes[6] = 0x70 | bytes[6] & 0x0f
  bytes[8] = 0x80 | bytes[8] & 0x3f
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Of the caller's W3C traceparent, or a new one. */
function traceId(request) {
  const given = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-/.exec(request.headers.traceparent ?? '')
  return given?.[1] ?? randomBytes(16).toString('hex')
}

function pairs(flat) {
  return flat.flatMap((name, i) => i % 2 === 0 ? [[name, String(flat[i + 1])]] : [])
}

function each([name, value]) {
  return [value].flat().map(one => [name, String(one)])
}

/** Those that were set, and those of writeHead, whose last argument may be a reason or nothing. */
function headersOf(response, head) {
  const given = Array.isArray(head) ? pairs(head.flat()) : Object.entries(typeof head === 'object' ? head ?? {} : {}).flatMap(each)
  const set = Object.entries(response.getHeaders()).flatMap(each)
  return [...set, ...given.filter(([name]) => !response.hasHeader(name))]
}
