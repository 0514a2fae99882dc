// A server of somebody else's, with the recorder of observability-service's examples: node shop.mjs RECORDER PORT
import http from 'node:http'

const [recorderFile, port] = process.argv.slice(2)
const { Recorder } = await import(recorderFile)
const recorder = new Recorder({
  url: process.env.OBSERVABILITY_URL,
  tokenFile: process.env.TOKEN_FILE,
  api: 'partner',
  service: 'shop-node',
  user: request => request.headers['x-customer'] ? { id: request.headers['x-customer'], roles: ['customer'] } : null
})

const server = http.createServer(recorder.around(async (request, response) => {
  const parts = []
  for await (const part of request) {
    parts.push(part)
  }
  if (request.url.startsWith('/partner/abort')) {
    response.write('half an')
    setImmediate(() => response.destroy())
    return
  }
  response.setHeader('Content-Type', 'application/json')
  response.writeHead(request.url.startsWith('/partner/fail') ? 500 : 200, { 'Set-Cookie': 'sid=raw-secret-6' })
  response.write('{"given":')
  response.end(`${Buffer.concat(parts).toString() || null},"accessToken":"raw-secret-5"}`)
  if (request.url.startsWith('/partner/fail')) {
    throw new Error('no more articles, password=raw-secret-7')
  }
}))
process.on('unhandledRejection', error => console.warn(`shop: ${error.name}`))
process.on('SIGTERM', () => recorder.close().then(() => process.exit()))
server.listen(Number(port), '127.0.0.1')
