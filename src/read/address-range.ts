import ipaddr from 'ipaddr.js'

/** Whether a page may be fetched from `address`, an IP address in numbers. */
export type IsAllowedAddress = (address: string) => boolean

/**
 * True for an address of the public internet: not private, loopback, link-local, multicast, carrier-grade NAT, unique-local, reserved, nor an
 * IPv6 form that carries an IPv4 address (mapped, NAT64, 6to4, Teredo), behind which any of these may be.
 */
export const isPublicAddress: IsAllowedAddress = (address) => {
  const plain = address.replace(/%.*$/, '')
  return ipaddr.isValid(plain) && ipaddr.parse(plain).range() === 'unicast'
}

/** True for every address: for a machine whose user vouches for what is on its network. */
export const isAnyAddress: IsAllowedAddress = () => true
