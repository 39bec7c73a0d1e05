import ipaddr from 'ipaddr.js'
import { HearsayError, showValue } from '../model/error.ts'

/** A chat endpoint in the protocol of OpenAI, as a person named it. */
export interface Endpoint {
  /** Base address, in front of `/chat/completions`: "http://localhost:11434/v1". */
  readonly url: URL
  readonly model: string
  /** Sent as bearer token; null for a server that wants none. */
  readonly key: string | null
}

/**
 * The endpoint at `address`; an empty `key` is none. Throws `bad-llm-address` for what is no http(s) address, or has a name or password
 * in it, and `bad-llm-key`, which does not show it, for a key that no header can carry.
 */
export function endpointAt(address: string, model: string, key: string | null): Endpoint {
  const refuse = (shown: string, what: string) =>
    new HearsayError('bad-llm-address', `bad address of the endpoint: ${showValue(shown)}${what}`, { isUsage: true })
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw refuse(address, '. Write it like http://localhost:11434/v1.')
  if (url.username !== '' || url.password !== '')
    throw refuse(`${url.protocol}//…@${url.host}`, ' has a name or password in it. The key goes into HEARSAY_LLM_KEY.')
  const bearer = key?.trim() ?? ''
  if (!/^[\x21-\x7e]*$/.test(bearer))
    throw new HearsayError('bad-llm-key', 'bad key: HEARSAY_LLM_KEY has spaces or letters that no key has.', {
      isUsage: true,
    })
  return { url, model, key: bearer === '' ? null : bearer }
}

/** True where what is sent stays on this computer. */
export function isLocal({ url }: Endpoint): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.parse(host).range() === 'loopback')
}

/** True where others on the way can read what is sent. */
export const isInTheOpen = (endpoint: Endpoint) => endpoint.url.protocol === 'http:' && !isLocal(endpoint)
