import { obey, type Order } from '../guarded/worker.ts'
import { BoltReader, type Place } from './reader.ts'

/** An order to a process that asks a server. */
export type QueryOrder = Order<Place>

obey<Place, never>({ open: (place) => BoltReader.open(place) })
