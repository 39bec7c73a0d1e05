import { html } from 'lit-html'
export function panel() {
  return html``
}
