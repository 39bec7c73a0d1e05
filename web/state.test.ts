import { describe, expect, it } from 'vitest'
import { analyse } from '../graph/analyse/analyses.ts'
import { snapshotOf } from '../graph/snapshot.ts'
import type { Case } from '../src/model/records.ts'
import { addressOfState, isStep, readAddress } from './address.ts'
import { CaseBuilder, ferryCase, findingsOn } from './case.fixture.ts'
import { chainOf, endsOf, indexCase, placesOf, weightOf } from './case-index.ts'
import { targetOf } from './search.ts'
import {
  START,
  chooseTab,
  listedIn,
  select,
  selectFirst,
  stepBack,
  stepClaim,
  stepStatement,
  tabsOf,
  toggle,
  unfold,
} from './state.ts'
import type { State } from './state.ts'

const shown = (theCase: Case) => snapshotOf(theCase, analyse(theCase))

const index = indexCase(shown(ferryCase()))
const withFindings = (own: ReturnType<typeof findingsOn>) => indexCase({ ...shown(ferryCase()), findings: own })
const found = withFindings(findingsOn(ferryCase()))
const claimOf = (text: string) => index.ranking.find((claim) => claim.text.includes(text))?.id ?? ''
const barge = claimOf('A barge struck')
const wordsOf = (state: State) => index.statements.get(state.statement ?? '')?.content

const names = (words: string) => {
  const statement = [...index.statements.values()].find((s) => s.content === words)
  return statement ? chainOf(index, statement).map((actor) => actor.name) : []
}

describe('the index of a case', () => {
  it('names whoever passed the words on, from the speaker outwards, each once', () => {
    expect(names('rust on every second bolt')).toEqual(['engineers of the ferry line', 'Radio Teal', 'Quay Gazette'])
    expect(names('The stage was last inspected in March')).toEqual(['Island Lantern'])
  })

  it('ends a chain that bites its own tail', () => {
    const b = new CaseBuilder()
    const [a, c] = [b.actor('Ana', 'person'), b.actor('Bo', 'person')]
    const source = b.source('t', 'One says two says three.', null, null)
    const inner = b.say(source, { by: a, content: 'three' })
    const outer = b.say(source, { by: c, content: 'two says three', relayedBy: inner })
    const built = b.build()
    const looped = built.statements.map((s) => (s.id === inner.id ? { ...s, relayedBy: outer.id } : s))
    const own = indexCase(shown({ ...built, statements: looped }))
    const again = own.statements.get(inner.id)
    expect(again && chainOf(own, again).map((actor) => actor.name)).toEqual(['Ana', 'Bo'])
  })

  it('counts the statements that assert a claim, and puts the larger side of a dispute first', () => {
    expect(weightOf(index, barge)).toBe(3)
    const [, second] = index.contradictions
    expect(second && endsOf(index, second)[0]).toBe(barge)
    expect(index.contradictions.map((d) => weightOf(index, d.from) + weightOf(index, d.to))).toEqual([6, 5])
  })

  it('takes a claim that some assert and others deny for disputed, after the contradictions of its size', () => {
    const about = (own: typeof index) =>
      own.disputes.map((d) => (d.kind === 'denial' ? `denied: ${d.claim.text}` : d.relation.status))
    expect(about(index)).toEqual([
      'accepted',
      'proposed',
      ...['denied: A barge struck the landing stage', 'denied: Rusted bolts brought the landing stage down'].sort(
        (a, b) => claimOf(a.slice(8)).localeCompare(claimOf(b.slice(8))),
      ),
    ])
    const b = new CaseBuilder()
    const ana = b.actor('Ana', 'person')
    const source = b.source('t', 'No ship came. No train came.', null, null)
    b.claim('A ship came', [[b.say(source, { by: ana, content: 'No ship came' }), 'denies']])
    b.claim('No train came', [[b.say(source, { by: ana, content: 'No train came' }), 'asserts']])
    expect(indexCase(shown(b.build())).disputes).toEqual([])
  })

  it('counts sources where no outlet is named', () => {
    const b = new CaseBuilder()
    const ana = b.actor('Ana', 'person')
    const own = indexCase(shown(ferryCase()))
    const said = b.say(b.source('t', 'It rained.', null, null), { by: ana, content: 'It rained' })
    expect(placesOf(indexCase(shown(b.build())), [said])).toEqual({ size: 1, noun: 'source' })
    expect(placesOf(own, own.voices.get(barge)?.map((voice) => voice.statement) ?? [])).toEqual({
      size: 3,
      noun: 'outlet',
    })
  })

  it('keeps the key of a finding while others come and go, and tells equal ones apart', () => {
    const own = findingsOn(ferryCase())
    const [first] = own
    const keys = [...found.findings.keys()]
    expect(new Set(keys).size).toBe(own.length)
    expect([...withFindings([...own].reverse()).findings.keys()].reverse()).toEqual(keys)
    expect(first && [...withFindings([first, first]).findings.keys()]).toEqual([keys[0], `${keys[0]}-2`])
  })

  it('leaves out findings without a statement that is here, and what a finding says of claims that are not', () => {
    const [first] = findingsOn(ferryCase())
    if (!first) throw new Error('no finding')
    const gone = { ...first, words: [{ statement: 'stm_0', role: 'relays' }] }
    const other = { ...first, claims: ['clm_0', ...first.claims], actors: ['act_0'] }
    const [kept, ...none] = withFindings([gone, other]).findings.values()
    expect([kept?.claims, kept?.actors, none]).toEqual([first.claims, [], []])
  })

  it('leaves out what was rejected', () => {
    const { statements, ...rest } = ferryCase()
    const rejected = statements.map((s) =>
      s.content.startsWith('a barge rammed') ? { ...s, status: 'rejected' as const } : s,
    )
    expect(weightOf(indexCase(shown({ ...rest, statements: rejected })), barge)).toBe(2)
  })
})

const first = (relations: boolean, denials: boolean, claims: boolean) => {
  const { relations: r, claims: c, stances: s, ...rest } = ferryCase()
  const stances = denials ? s : s.filter(({ stance }) => stance !== 'denies')
  const own = indexCase(shown({ ...rest, stances, relations: relations ? r : [], claims: claims ? c : [] }))
  const { selection, statement, screen } = selectFirst(START, own)
  return [selection.kind, statement !== null, screen]
}

describe('the state', () => {
  const open = select(START, index, { kind: 'claim', id: barge })

  it('opens the first statement of what is selected', () => {
    expect(wordsOf(open)).toBe('a barge had struck the stage shortly before midnight')
    expect(wordsOf(chooseTab(open, index, 'questions'))).toBe('any barge was out that night')
  })

  it('has a tab only for lists with something in them', () => {
    const speed = { kind: 'claim', id: claimOf('too fast') } as const
    expect(tabsOf(index, speed).map(({ tab }) => tab)).toEqual(['asserts', 'relations'])
  })

  it('opens the list that holds the statement it is asked for', () => {
    const denial = index.voices.get(barge)?.find((voice) => voice.stance.stance === 'denies')?.statement.id ?? ''
    expect(select(START, index, { kind: 'claim', id: barge }, denial)).toMatchObject({
      tab: 'denies',
      statement: denial,
    })
  })

  it('opens a finding on its first statement, each statement once however many parts it plays', () => {
    const [[id = '', finding] = []] = found.findings
    const chosen = select(START, found, { kind: 'finding', id })
    expect(listedIn(found, chosen).map((one) => one.id)).toEqual(finding?.words.slice(0, 2).map((w) => w.statement))
    expect(chosen).toMatchObject({ tab: null, statement: finding?.words[0]?.statement, screen: 'evidence' })
    expect(select(START, found, { kind: 'finding', id: 'quotes-0' }).selection.kind).toBe('none')
  })

  it('folds what belongs to a selection with the next one, and leaves the rail as it is', () => {
    const unfolded = unfold(unfold(unfold(START, 'sources'), 'paths'), 'claims')
    expect([...select(unfolded, index, { kind: 'claim', id: barge }).unfolded]).toEqual(['sources'])
    expect([...unfold(unfolded, 'sources').unfolded]).toEqual(['paths', 'claims'])
  })

  it('selects nothing for an id that is not in the case', () => {
    expect(select(open, index, { kind: 'claim', id: 'clm_0' })).toMatchObject({
      selection: { kind: 'none' },
      statement: null,
    })
  })

  it('begins with the largest dispute, else with the words of the largest claim, else with nothing', () => {
    expect(first(true, true, true)).toEqual(['relation', true, 'findings'])
    expect(first(false, true, true)).toEqual(['claim', true, 'findings'])
    expect(first(false, false, true)).toEqual(['claim', true, 'evidence'])
    expect(first(false, false, false)).toEqual(['none', false, 'findings'])
  })

  it('opens the claim with most statements, then by id, when nothing is disputed', () => {
    const { relations: _, stances, ...rest } = ferryCase()
    const own = indexCase(
      shown({ ...rest, relations: [], stances: stances.filter(({ stance }) => stance !== 'denies') }),
    )
    const largest = own.ranking.filter(({ id }) => weightOf(own, id) === 3).map(({ id }) => id)
    expect(selectFirst(START, own).selection).toEqual({ kind: 'claim', id: largest.sort()[0] })
  })

  it('walks a source and the claims, and stops at both ends', () => {
    const source = select(START, index, { kind: 'source', id: [...index.sources.keys()][0] ?? '' })
    const size = listedIn(index, source).length
    let at = source
    for (let i = 0; i < size + 3; i++) at = stepStatement(at, index, 1)
    expect(at.statement).toBe(listedIn(index, source).at(-1)?.id)
    const top = select(START, index, { kind: 'claim', id: index.ranking[0]?.id ?? '' })
    expect(stepClaim(top, index, -1)).toBe(top)
    expect(stepClaim(top, index, 1).selection).toMatchObject({ id: index.ranking[1]?.id })
  })

  it('steps back from the search, the drawer, the words, the selection and the filters, in this order', () => {
    const deep: State = { ...toggle(open, 'supports'), isSearching: true, query: 'x', isRailOpen: true }
    const steps = [deep]
    for (let i = 0; i < 5; i++) steps.push(stepBack(steps.at(-1) ?? START))
    expect(
      steps.map((s) => [s.isSearching, s.isRailOpen, s.statement !== null, s.selection.kind, s.hidden.size]),
    ).toEqual([
      [true, true, true, 'claim', 2],
      [false, true, true, 'claim', 2],
      [false, false, true, 'claim', 2],
      [false, false, false, 'claim', 2],
      [false, false, false, 'none', 2],
      [false, false, false, 'none', 1],
    ])
  })
})

describe('the address', () => {
  const states: readonly State[] = [
    select(START, index, { kind: 'claim', id: barge }),
    select(START, index, { kind: 'relation', id: index.contradictions[1]?.id ?? '' }),
    { ...select(START, index, { kind: 'claimless' }), view: 'table' },
    toggle(
      toggle(select(START, index, { kind: 'source', id: [...index.sources.keys()][1] ?? '' }), 'rejected'),
      'supports',
    ),
    START,
    select(START, found, { kind: 'finding', id: [...found.findings.keys()][2] ?? '' }),
  ]

  it.each(states.map((state) => [addressOfState(state), state] as const))(
    '%s comes back as it was',
    (address, state) => {
      const { selection, tab, statement, view, hidden } = readAddress(address, START, found) ?? START
      expect({ selection, tab, statement, view, hidden }).toEqual({
        selection: state.selection,
        tab: state.tab,
        statement: state.statement,
        view: state.view,
        hidden: state.hidden,
      })
    },
  )

  it.each(['', '#', '#claim=', '#what=ever'])('asks for nothing with "%s"', (hash) => {
    expect(readAddress(hash, START, index)).toBeNull()
  })

  it('makes a step for another selection or view, none for another statement', () => {
    const [a = START, b = START] = states
    expect([isStep(a, b), isStep(a, { ...a, view: 'table' }), isStep(a, { ...a, statement: null })]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('the search', () => {
  it('opens words under their claim, and words without a claim in their source', () => {
    const target = (words: string) => {
      const statement = [...index.statements.values()].find(({ content }) => content.includes(words))
      return targetOf(index, { kind: 'words', id: statement?.id ?? '' }).selection.kind
    }
    expect([target('eaten'), target('refund')]).toEqual(['claim', 'source'])
  })
})
