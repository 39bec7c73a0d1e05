import { describe, expect, it } from 'vitest'
import { endpointAt, isInTheOpen, isLocal } from './endpoint.ts'

describe('an endpoint', () => {
  it.each(['', 'localhost:11434', 'ftp://example.org/v1', 'example.org'])('is not at %j', (address) => {
    expect(() => endpointAt(address, 'small', null)).toThrow(/^bad address of the endpoint/)
  })

  it('has no password in its address, and the refusal does not show it', () => {
    const refused = () => endpointAt('https://ana:secret@example.org/v1', 'small', null)
    expect(refused).toThrow('"https://…@example.org" has a name or password in it')
    expect(refused).not.toThrow('secret')
  })

  it('has a key that a header can carry, or none', () => {
    const keyOf = (key: string) => endpointAt('https://example.org/v1', 'small', key).key
    expect(['', ' \n', ' abc\n'].map(keyOf)).toEqual([null, null, 'abc'])
    for (const key of ['secret\nkey', 'secret key', 'sécret']) {
      expect(() => keyOf(key)).toThrow(/^bad key/)
      expect(() => keyOf(key)).not.toThrow(/s.cret/)
    }
  })

  it.each([
    ['http://localhost:11434/v1', true, false],
    ['http://127.0.0.1:8080/v1', true, false],
    ['http://[::1]:8080/v1', true, false],
    ['http://192.168.1.7:8080/v1', false, true],
    ['http://models.example.org/v1', false, true],
    ['http://localhost.example.org/v1', false, true],
    ['https://models.example.org/v1', false, false],
  ])('%s: on this computer %s, readable on the way %s', (address, here, open) => {
    const endpoint = endpointAt(address, 'small', null)
    expect([isLocal(endpoint), isInTheOpen(endpoint)]).toEqual([here, open])
  })
})
