import { parentPort, workerData } from 'node:worker_threads'
import { analyse } from '../graph/analyse/analyses.ts'
import { analysisLines } from '../graph/snapshot.ts'
import type { Case } from '../src/model/records.ts'

/** A thread that finds what is shown with a case, while the server answers; it posts the lines once. */
parentPort?.postMessage([...analysisLines(analyse(workerData as Case))])
