import { lookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, fetch, type Response } from 'undici'
import { HearsayError, showValue } from '../model/error.ts'
import { isPublicAddress, type IsAllowedAddress } from './address-range.ts'
import { MEDIA_TYPES, type Format } from './file.ts'
import { makeReadText, type Overrides, type ReadText } from './read-text.ts'

/** What a fetch may cost. */
interface Limits {
  /** For everything together: names, connections, redirects and the body. */
  readonly milliseconds: number
  /** Of the body, decompressed. */
  readonly bytes: number
  readonly redirects: number
}

/** Long enough for a slow newspaper, small enough that no page fills the memory. */
const LIMITS: Limits = { milliseconds: 20_000, bytes: 5_000_000, redirects: 5 }

/** How an address is read. */
export interface AddressOptions {
  /** The time of reading, ISO 8601: the caller's clock. */
  readonly readAt: string
  readonly overrides?: Overrides
  readonly limits?: Partial<Limits>
  /** Asked about the address of every connection, redirects included; by default `isPublicAddress`. */
  readonly isAllowedAddress?: IsAllowedAddress
}

function privateAddress(host: string, address: string): HearsayError {
  return new HearsayError(
    'private-address',
    `private address: ${showValue(host)} is ${address}. Only public addresses are read: save the page as a file and read that.`,
  )
}

/** `url` where it may be fetched: http or https, without a password, and not an address in numbers that is not allowed. */
function fetchable(url: string, isAllowed: IsAllowedAddress, base?: URL): URL {
  let parsed: URL
  try {
    parsed = new URL(url, base)
  } catch (cause) {
    throw new HearsayError(
      'unsupported-address',
      `unsupported address: ${showValue(url)}. Write it in full, from http:// or https:// on.`,
      { cause },
    )
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw new HearsayError(
      'unsupported-address',
      `unsupported address: ${showValue(url)}. Only http:// and https:// are read: save the page as a file.`,
    )
  if (parsed.username !== '' || parsed.password !== '')
    throw new HearsayError(
      'unsupported-address',
      `unsupported address: ${showValue(`${parsed.protocol}//…@${parsed.host}`)} has a name or password in it. Leave them out.`,
    )
  // Sockets look up names only: numbers, which URL has brought to their plain spelling, are checked here.
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isAllowed(host)) throw privateAddress(parsed.hostname, host)
  return parsed
}

/** Looks names up as sockets do, and refuses a name any of whose addresses is not allowed: what is checked is connected to. */
function checkedLookup(isAllowed: IsAllowedAddress): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const refused = error ? undefined : addresses.find(({ address }) => !isAllowed(address))
      const [first] = addresses ?? []
      if (error) callback(error, '')
      else if (refused) callback(privateAddress(host, refused.address), '')
      else if (options.all) callback(null, addresses)
      else callback(null, first?.address ?? '', first?.family)
    })
  }
}

/** The refusal behind whatever a fetch threw. */
function refusal(error: unknown, url: string, limits: Limits, signal: AbortSignal): HearsayError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof HearsayError) return cause
  if (signal.aborted)
    return new HearsayError(
      'address-timeout',
      `address timeout: ${showValue(url)} took more than ${limits.milliseconds / 1000} s. Try again later, or save the page as a file.`,
      { cause: error },
    )
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  return new HearsayError(
    'address-unreachable',
    `address unreachable: ${showValue(url)} (${showValue(code)}). Check the address and the network, or save the page as a file.`,
    { cause: error },
  )
}

async function bodyOf(response: Response, url: string, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new HearsayError(
      'address-too-large',
      `address too large: ${showValue(url)} has more than ${limit} bytes. Save the part that matters as a file.`,
    )
  const parts: Uint8Array[] = []
  let length = 0
  const body: AsyncIterable<Uint8Array> | null = response.body
  if (body === null) return new Uint8Array()
  for await (const part of body) {
    length += part.length
    if (length > limit) throw tooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The format and charset of a response. Throws `unsupported-content`. */
function formatOf(response: Response, url: string): { format: Format; charset: string | null } {
  const header = response.headers.get('content-type') ?? ''
  const type = header.replace(/;.*$/s, '').trim().toLowerCase()
  const format = Object.hasOwn(MEDIA_TYPES, type) ? MEDIA_TYPES[type] : undefined
  if (format) return { format, charset: /;\s*charset\s*=\s*"?([\w:.-]+)/i.exec(header)?.[1] ?? null }
  throw new HearsayError(
    'unsupported-content',
    `unsupported content: ${showValue(url)} is ${showValue(type || 'of no type')}. Read are ${Object.keys(MEDIA_TYPES).join(', ')}: save it as one of them.`,
  )
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

/** The response at the end of the redirects from `url`, each of them checked like the first. */
async function follow(
  url: string,
  agent: Agent,
  limits: Limits,
  isAllowed: IsAllowedAddress,
  signal: AbortSignal,
): Promise<{ response: Response; url: URL }> {
  let next = fetchable(url, isAllowed)
  for (let hop = 0; hop <= limits.redirects; hop += 1) {
    const response = await fetch(next, {
      dispatcher: agent,
      signal,
      redirect: 'manual',
      headers: { 'user-agent': 'hearsay', accept: Object.keys(MEDIA_TYPES).join(', ') },
    })
    const target = REDIRECTS.includes(response.status) ? response.headers.get('location') : null
    if (target === null) return { response, url: next }
    await response.body?.cancel()
    next = fetchable(target, isAllowed, next)
  }
  throw new HearsayError(
    'address-status',
    `address status: ${showValue(url)} redirects more than ${limits.redirects} times. Open it in a browser and name the address where it ends.`,
  )
}

/**
 * Reads the page at `address` within `limits`. Throws a `HearsayError`: `unsupported-address`, `private-address`,
 * `address-timeout`, `address-too-large`, `address-status`, `address-unreachable`, `unsupported-content`, or what reading a
 * file of that content throws.
 */
export async function readAddress(address: string, options: AddressOptions): Promise<ReadText> {
  const limits = { ...LIMITS, ...options.limits }
  const isAllowed = options.isAllowedAddress ?? isPublicAddress
  const signal = AbortSignal.timeout(limits.milliseconds)
  const agent = new Agent({ connect: { lookup: checkedLookup(isAllowed), timeout: limits.milliseconds } })
  try {
    const { response, url } = await follow(address, agent, limits, isAllowed, signal)
    if (!response.ok)
      throw new HearsayError(
        'address-status',
        `address status: ${showValue(address)} answers ${response.status}. Check the address, or save the page from a browser as a file.`,
      )
    const { format, charset } = formatOf(response, address)
    const bytes = await bodyOf(response, address, limits.bytes)
    const found = { url: url.href, ...format(bytes, address, charset), read: options.readAt }
    return makeReadText(
      found,
      options.overrides ?? {},
      address,
      url.pathname.split('/').findLast(Boolean) ?? url.hostname,
    )
  } catch (error) {
    throw refusal(error, address, limits, signal)
  } finally {
    // Not close(): it would wait for a body that never ends.
    await agent.destroy()
  }
}
