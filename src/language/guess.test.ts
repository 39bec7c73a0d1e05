import { describe, expect, test } from 'vitest'
import { otherLanguage } from './guess.ts'

const ENGLISH =
  'Harbour minister Ana Okoro said on Monday that the pier would stay closed until the engineers had looked at every beam of it. ' +
  'Ben Li, who runs the ferry, told Harbour Daily that nobody had asked him, and that he would sail on Friday as he always did.\n'

test.each<[string, string]>([
  [
    'German',
    'Hafenministerin Ana Okoro sagte am Montag, der Anleger bleibe geschlossen, bis die Ingenieure jeden Balken geprüft hätten. Ben Li, der die Fähre betreibt, erklärte der Zeitung, niemand habe ihn gefragt, und er werde am Freitag wie immer fahren.',
  ],
  [
    'French',
    'La ministre du port, Ana Okoro, a déclaré lundi que la jetée resterait fermée tant que les ingénieurs n’auraient pas examiné chaque poutre. Ben Li, qui dirige le bac, a dit au journal que personne ne l’avait consulté et qu’il partirait vendredi comme toujours.',
  ],
  [
    'Spanish',
    'La ministra del puerto, Ana Okoro, dijo el lunes que el muelle seguirá cerrado hasta que los ingenieros hayan revisado cada viga. Ben Li, que dirige el transbordador, contó al diario que nadie le había preguntado y que zarparía el viernes como siempre.',
  ],
  [
    'Dutch',
    'Havenminister Ana Okoro zei maandag dat de pier gesloten blijft tot de ingenieurs elke balk hebben bekeken. Ben Li, die de veerboot vaart, vertelde de krant dat niemand hem iets had gevraagd en dat hij vrijdag zou varen zoals hij dat altijd heeft gedaan.',
  ],
  [
    'Russian',
    'Министр порта Ана Окоро заявила в понедельник, что причал останется закрытым, пока инженеры не осмотрят каждую балку. Бен Ли, который управляет паромом, сказал газете, что его никто не спрашивал и что в пятницу он выйдет в море, как всегда.',
  ],
])('%s is not English', (language, text) => {
  expect(otherLanguage(text, ['en'])).toBe(language)
})

describe('read, because it may be English', () => {
  test.each<[string, string]>([
    ['English', ENGLISH],
    ['capitals only', ENGLISH.toUpperCase()],
    ['too short to tell', 'Der Anleger bleibt geschlossen.'],
    ['no words', '2025-10-30 17:00 +44 20 7946 0000\n'.repeat(40)],
    [
      'mostly names',
      'Ana Okoro, Ben Li, Chidi Eze, Dana Novak, Emre Kaya, Fatima Noor, Goran Ilić, Hana Sato said so.\n'.repeat(4),
    ],
    [
      'English around a long quotation',
      `${ENGLISH}“Der Anleger bleibt geschlossen, bis wir jeden Balken geprüft haben.”\n${ENGLISH}`,
    ],
  ])('%s', (_, text) => {
    expect(otherLanguage(text, ['en'])).toBeNull()
  })
})

test('a language that is expected is no other', () => {
  expect(
    otherLanguage('Die Ministerin sagte, der Anleger bleibe noch lange geschlossen. '.repeat(8), ['de']),
  ).toBeNull()
})
