/** The views of a case, in the order of the bar and of their number keys. A view that has a canvas draws it; the others lie over it. */
export const VIEWS = [
  { name: 'claims', label: 'Claims', hasCanvas: true },
  { name: 'attribution', label: 'Attribution', hasCanvas: true },
  { name: 'actors', label: 'Actors', hasCanvas: true },
  { name: 'disputes', label: 'Disputes', hasCanvas: false },
  { name: 'timeline', label: 'Timeline', hasCanvas: false },
  { name: 'table', label: 'Table', hasCanvas: false },
  { name: 'cypher', label: 'Cypher', hasCanvas: false },
] as const

/** A view by its name, as addresses carry it. */
export type ViewName = (typeof VIEWS)[number]['name']

/** The view that an address names; the first of all for one that is not known. */
export function viewNamed(name: string | null): ViewName {
  return VIEWS.find((view) => view.name === name)?.name ?? VIEWS[0].name
}

/** True when a view draws the canvas. */
export function isOnCanvas(name: ViewName): boolean {
  return VIEWS.some((view) => view.name === name && view.hasCanvas)
}
