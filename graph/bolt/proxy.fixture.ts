import net from 'node:net'

/** The message COMMIT of Bolt, in a chunk of its own. */
const COMMIT = Buffer.from('0002b0120000', 'hex')

/** A way to a server that can be lost. */
export interface Proxy {
  readonly port: number
  /** Cuts every connection; the next one is let through. */
  cut(): void
  /** Cuts every connection when the server has answered the next COMMIT, before anybody hears of that. */
  loseCommit(): Promise<void>
  /** Lets nothing through, on connections that stay open. */
  silence(): void
  /** What went each way, a character a byte. */
  readonly said: { client: string; server: string }
  close(): Promise<void>
}

/** Passes on what a Bolt address and its clients say to each other. */
export async function startProxy(address: string): Promise<Proxy> {
  const { hostname, port } = new URL(address)
  const sockets = new Set<net.Socket>()
  const said = { client: '', server: '' }
  let isSilent = false
  let lost: (() => void) | null = null
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const proxy = net.createServer((client) => {
    const server = net.connect(Number(port), hostname)
    let isCommitting = false
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        server.destroy()
      })
    }
    client.on('data', (data) => {
      said.client += data.toString('latin1')
      isCommitting = lost !== null && data.includes(COMMIT)
      if (!isSilent) server.write(data)
    })
    server.on('data', (data) => {
      said.server += data.toString('latin1')
      if (isCommitting && lost) {
        lost()
        lost = null
        cut()
      } else if (!isSilent) client.write(data)
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const listening = proxy.address()
  return {
    port: typeof listening === 'object' && listening !== null ? listening.port : 0,
    cut,
    loseCommit: () => new Promise((resolve) => (lost = resolve)),
    silence: () => (isSilent = true),
    said,
    close: async () => {
      const closed = new Promise((resolve) => proxy.close(resolve))
      cut()
      await closed
    },
  }
}
