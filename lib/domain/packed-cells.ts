import { type Cidr, cidrSize, formatCidr } from './cidr'
import { ADDRESS_STATUSES, MOST_CELLS, type Occupancy } from './occupancy'

/**
 * One status code per address, two to a byte, the lower address in the low nibble: a /16 in 32 KB. Only up to
 * a /16.
 *
 *   address   .0 .1 .2 .3      byte 0 = code(.0) | code(.1) << 4
 */
export function packCells(occupancy: Occupancy): Uint8Array {
  const { cidr, spans } = occupancy
  if (cidrSize(cidr) > MOST_CELLS)
    throw new RangeError(`${formatCidr(cidr)} is drawn as blocks, not as cells`)
  const size = Number(cidrSize(cidr))
  const bytes = new Uint8Array(Math.ceil(size / 2))
  let cell = 0
  for (const { last, status } of spans) {
    const code = ADDRESS_STATUSES.indexOf(status)
    const end = Number(last - cidr.base) + 1
    if (cell % 2 === 1) {
      bytes[cell >> 1] = (bytes[cell >> 1] as number) | (code << 4)
      cell++
    }
    bytes.fill(code | (code << 4), cell >> 1, end >> 1)
    if (cell < end && end % 2 === 1) bytes[end >> 1] = code
    cell = end
  }
  return bytes
}

/** The other way: one code per address of the CIDR, in order. Short input leaves the rest `free`. */
export function unpackCells(bytes: Uint8Array, cidr: Cidr): Uint8Array {
  const cells = new Uint8Array(Number(cidrSize(cidr)))
  for (let cell = 0; cell < cells.length; cell++)
    cells[cell] = ((bytes[cell >> 1] ?? 0) >> ((cell & 1) * 4)) & 15
  return cells
}
